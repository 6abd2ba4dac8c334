package dev.workflows.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shop is killed while customers buy, and started again. Customers buy 20 orders for every
 * three kills, so that there is always something to interrupt. {@code -Dcrash.kills} says how many
 * kills, {@code -Dcrash.seed} repeats their times.
 */
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class KilledProcessIT {

  private static final int KILLS = Integer.getInteger("crash.kills", 3);
  private static final int KILLS_PER_BATCH = 3;
  private static final int ORDERS_PER_BATCH = 20;
  private static final Duration LONGEST_LIFE = Duration.ofMillis(2500);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension static final ShopProcesses processes = new ShopProcesses();

  private final long seed = Long.getLong("crash.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<String> ids = new ArrayList<>();
  private volatile ShopClient shop = new ShopClient(1); // nobody is there before the first start
  private ShopProcess process;
  private ShopDatabase database;

  @Test
  void completesEveryOrderOnceOnAnH2File(@TempDir Path directory) throws Exception {
    killAndRestart(
        "jdbc:h2:file:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"
            .formatted(directory.resolve("shop")));
  }

  @Test
  void completesEveryOrderOnceOnPostgres() throws Exception {
    killAndRestart(TestPostgres.newDatabase());
  }

  private void killAndRestart(String jdbcUrl) throws Exception {
    System.out.printf("%d kills of a shop on %s, crash.seed=%d%n", KILLS, jdbcUrl, seed);
    database = new ShopDatabase(jdbcUrl);
    start(jdbcUrl);
    for (int kills = 0; kills < KILLS; kills += KILLS_PER_BATCH) {
      batch(jdbcUrl, Math.min(KILLS_PER_BATCH, KILLS - kills));
    }
    process.kill();
    database.assertEachCompletedOnce(ids);
    assertThat(database.takenOver()).as("runs that a kill interrupted").isPositive();
    System.out.printf(
        "%d orders, each once; %d runs taken over, %d repeated requests to the card network%n",
        ids.size(), database.takenOver(), database.repeatedRequests());
  }

  private void batch(String jdbcUrl, int kills) throws Exception {
    List<String> orders = newOrders();
    shop = process.ready();
    Customers customers = new Customers(() -> shop);
    customers.buy(orders.subList(0, 1)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    CompletableFuture<Void> bought = customers.buy(orders.subList(1, orders.size()));
    for (int i = 0; i < kills; i++) {
      // the first life is long enough for orders to be under way when it ends
      Duration least = i == 0 ? Duration.ofMillis(500) : Duration.ZERO;
      process.live(least.plusMillis(random.nextLong(LONGEST_LIFE.toMillis())));
      process.kill();
      database.rememberHistories();
      start(jdbcUrl);
      if (random.nextInt(4) > 0) { // else it is killed while it starts
        shop = process.ready();
      }
    }
    shop = process.ready();
    bought.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    for (String id : orders) {
      await(id)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .untilAsserted(() -> assertThat(shop.status(id)).isEqualTo("COMPLETED"));
    }
  }

  private List<String> newOrders() {
    int first = ids.size();
    List<String> orders =
        IntStream.range(first, first + ORDERS_PER_BATCH).mapToObj(i -> "o-" + i).toList();
    ids.addAll(orders);
    return orders;
  }

  private void start(String jdbcUrl) {
    process = processes.start(jdbcUrl, TestSettings.withCarrierDelay(Duration.ofMillis(400)));
  }
}
