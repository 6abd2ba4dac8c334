package dev.workflows.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The shop is killed while customers buy, and started again. They buy until the last kill, so that
 * there is always something to interrupt. {@code -Dcrash.kills} says how many kills, {@code
 * -Dcrash.seed} repeats their times. Both databases at once, as most of it is waiting.
 */
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class KilledProcessIT {

  private static final int KILLS = Integer.getInteger("crash.kills", 3);
  private static final int ORDERS = 20; // and as many more as there is time for
  private static final Duration LONGEST_LIFE = Duration.ofMillis(2500);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension static final ShopProcesses processes = new ShopProcesses();

  private final long seed = Long.getLong("crash.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<String> ids = new CopyOnWriteArrayList<>();
  private volatile boolean over;
  private volatile ShopClient shop = new ShopClient(1); // nobody is there before the first start
  private ShopProcess process;
  private ShopDatabase database;

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void completesEveryOrderOnceOnAnH2File(@TempDir Path directory) throws Exception {
    killAndRestart(
        "jdbc:h2:file:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"
            .formatted(directory.resolve("shop")));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void completesEveryOrderOnceOnPostgres() throws Exception {
    killAndRestart(TestPostgres.newDatabase());
  }

  private void killAndRestart(String jdbcUrl) throws Exception {
    System.out.printf("%d kills of a shop on %s, crash.seed=%d%n", KILLS, jdbcUrl, seed);
    database = new ShopDatabase(jdbcUrl);
    start(jdbcUrl);
    shop = process.ready();
    CompletableFuture<Void> bought = new Customers(() -> shop).buy(this::more, this::newOrder);
    await("orders under way").atMost(PATIENCE).until(() -> ids.size() > 3);
    for (int i = 0; i < KILLS; i++) {
      process.live(Duration.ofMillis(random.nextLong(LONGEST_LIFE.toMillis())));
      process.kill();
      database.rememberHistories();
      start(jdbcUrl);
      if (random.nextInt(4) > 0) { // else it is killed while it starts
        shop = process.ready();
      }
    }
    over = true;
    shop = process.ready();
    bought.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    awaitCompletion();
    process.kill();
    database.assertEachCompletedOnce(ids);
    assertThat(database.takenOver()).as("runs that a kill interrupted").isPositive();
    System.out.printf(
        "%d orders, each once; %d runs taken over, %d repeated requests to the card network%n",
        ids.size(), database.takenOver(), database.repeatedRequests());
  }

  private boolean more() {
    return !over || ids.size() < ORDERS;
  }

  private String newOrder() {
    String id = "o-" + ids.size();
    ids.add(id);
    return id;
  }

  private void awaitCompletion() {
    for (String id : ids) {
      await(id)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .untilAsserted(() -> assertThat(shop.status(id)).isEqualTo("COMPLETED"));
    }
  }

  private void start(String jdbcUrl) {
    process = processes.start(jdbcUrl, TestSettings.withCarrierDelay(Duration.ofMillis(400)));
  }
}
