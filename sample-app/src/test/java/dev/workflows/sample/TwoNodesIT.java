package dev.workflows.sample;

import static dev.workflows.sample.TestSettings.LEASE;
import static dev.workflows.sample.TestSettings.POLL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two shops on one PostgreSQL, of which one is lost: first for a while, then for good. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TwoNodesIT {

  private static final Duration CARRIER_DELAY = Duration.ofSeconds(2);

  /** For two cores that have other things to do too. */
  private static final Duration MARGIN = Duration.ofMillis(1500);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension static final ShopProcesses processes = new ShopProcesses();

  private final List<String> ids = new ArrayList<>();
  private ShopDatabase database;
  private ShopProcess first;
  private ShopClient atFirst;
  private ShopClient atSecond;

  @BeforeAll
  void startBoth() {
    CompletableFuture<?> image = CompletableFuture.runAsync(ShopImage::unpacked);
    String jdbcUrl = TestPostgres.newDatabase();
    database = new ShopDatabase(jdbcUrl);
    List<String> settings = TestSettings.withCarrierDelay(CARRIER_DELAY);
    first = processes.startPackaged(jdbcUrl, settings);
    atFirst = first.ready();
    image.join();
    atSecond = processes.start(jdbcUrl, settings).ready();
  }

  @Test
  @Order(1)
  void keepsANodeThatWasFrozenFromWritingToRunsItLost() throws Exception {
    String frozenNode = first.node();
    List<String> paid = place(4);
    List<String> parked = place(2);
    payAndAwaitShipping(paid);
    assertThat(runsOwnedBy(frozenNode)).isNotEmpty();

    first.freeze();
    assertThat(openTransactions()).as("shipments that are frozen half-way").isPositive();
    parked.forEach(atSecond::pay);
    buyAtSecondWithoutBeingBlocked();
    awaitCompletion(PATIENCE);
    database.rememberHistories();

    first.thaw();
    await("the frozen node's return under a new id")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> !first.node().equals(frozenNode));
    await("end of its transactions").atMost(PATIENCE).until(() -> openTransactions() == 0);
    payAndAwaitShipping(place(1));
    awaitCompletion(PATIENCE);

    assertThat(database.takenOver()).isPositive();
    assertThat(eventsAfterTakeoverBy(frozenNode)).isEmpty();
    assertThat(database.number("select count(*) from workflow_activity")).isZero();
    database.assertEachCompletedOnce(ids);
  }

  @Test
  @Order(2)
  void finishesTheRunsOfANodeThatWasKilled() throws Exception {
    String killedNode = first.node();
    List<String> paid = place(6);
    List<String> parked = place(2);
    payAndAwaitShipping(paid);
    assertThat(runsOwnedBy(killedNode)).isNotEmpty();

    first.kill();
    long killed = System.nanoTime();
    parked.forEach(atSecond::pay);

    await("takeover")
        .atMost(LEASE.plus(POLL.multipliedBy(2)).plus(MARGIN))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> runsOwnedBy(killedNode).isEmpty());
    System.out.printf("Taken over after %d ms%n", millisSince(killed));
    awaitCompletion(CARRIER_DELAY.plus(MARGIN));
    System.out.printf("Completed after %d ms%n", millisSince(killed));
    database.assertEachCompletedOnce(ids);
  }

  /** Orders at the first node, which is told at once and so will own most of the runs. */
  private List<String> place(int count) {
    int next = ids.size();
    List<String> placed = IntStream.range(next, next + count).mapToObj(i -> "o-" + i).toList();
    placed.forEach(id -> assertThat(atFirst.place(id, 2)).isEqualTo(202));
    ids.addAll(placed);
    return placed;
  }

  private void payAndAwaitShipping(List<String> placed) {
    placed.forEach(id -> assertThat(atFirst.pay(id)).isEqualTo(202));
    await("shipping")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> database.shippingScheduled().containsAll(placed));
  }

  private void buyAtSecondWithoutBeingBlocked() {
    List<String> others = List.of("other-1", "other-2", "other-3");
    others.forEach(id -> assertThat(atSecond.place(id, 2)).isEqualTo(202));
    others.forEach(id -> assertThat(atSecond.pay(id)).isEqualTo(202));
    ids.addAll(others);
    await("orders of the living node")
        .atMost(CARRIER_DELAY.plus(MARGIN))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> others.stream().allMatch(id -> atSecond.status(id).equals("COMPLETED")));
  }

  private void awaitCompletion(Duration atMost) {
    await("completion")
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> database.openOrders() == 0 && database.openRuns() == 0);
  }

  private List<String> runsOwnedBy(String node) {
    return database
        .jdbc()
        .sql("select workflow_id from workflow_run where owner = cast(:node as uuid)")
        .param("node", node)
        .query(String.class)
        .list();
  }

  private List<String> eventsAfterTakeoverBy(String node) {
    return database
        .jdbc()
        .sql(
            """
            select concat_ws(' ', e.run_id, e.seq, e.type)
              from workflow_event e
              join workflow_event o on o.run_id = e.run_id and o.type = 'owner_changed'
             where e.seq > o.seq and e.node = cast(:node as uuid)
            """)
        .param("node", node)
        .query(String.class)
        .list();
  }

  private long openTransactions() {
    return database.number(
        """
        select count(*) from pg_stat_activity
         where datname = current_database() and state like 'idle in transaction%'
        """);
  }

  private static long millisSince(long nanoTime) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
  }
}
