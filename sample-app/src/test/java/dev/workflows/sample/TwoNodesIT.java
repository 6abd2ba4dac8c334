package dev.workflows.sample;

import static dev.workflows.sample.TestSettings.LEASE;
import static dev.workflows.sample.TestSettings.POLL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two shops on one PostgreSQL, of which one is lost. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TwoNodesIT {

  private static final Duration CARRIER_DELAY = Duration.ofSeconds(2);

  /** For two cores that have other things to do too. */
  private static final Duration MARGIN = Duration.ofMillis(1500);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension final ShopProcesses processes = new ShopProcesses();

  private ShopDatabase database;
  private ShopProcess first;
  private ShopClient atFirst;
  private ShopClient atSecond;
  private String firstNode;

  @BeforeEach
  void startBoth() {
    String jdbcUrl = TestPostgres.newDatabase();
    database = new ShopDatabase(jdbcUrl);
    first = processes.start(jdbcUrl, TestSettings.withCarrierDelay(CARRIER_DELAY));
    atFirst = first.ready();
    firstNode = database.texts("select node_id from workflow_node").get(0);
    atSecond = processes.start(jdbcUrl, TestSettings.withCarrierDelay(CARRIER_DELAY)).ready();
  }

  @Test
  void finishesTheRunsOfANodeThatWasKilled() throws Exception {
    List<String> ids = placeAtFirst(8);
    ids.subList(0, 6).forEach(atFirst::pay);
    awaitShippingOf(ids.subList(0, 6));
    List<String> lost = ownedByFirst();
    assertThat(lost).isNotEmpty();

    first.kill();
    long killed = System.nanoTime();
    ids.subList(6, 8).forEach(atSecond::pay);

    await("takeover")
        .atMost(LEASE.plus(POLL.multipliedBy(2)).plus(MARGIN))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> ownedByFirst().isEmpty());
    System.out.printf("Taken over after %d ms%n", millisSince(killed));
    await("completion")
        .atMost(CARRIER_DELAY.plus(MARGIN))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> database.openOrders() == 0);
    System.out.printf("Completed after %d ms%n", millisSince(killed));
    awaitClosedRuns();
    database.assertEachCompletedOnce(ids);
  }

  @Test
  void keepsANodeThatWasFrozenFromWritingToRunsItLost() throws Exception {
    List<String> ids = new ArrayList<>(placeAtFirst(6));
    ids.subList(0, 4).forEach(atFirst::pay);
    awaitShippingOf(ids.subList(0, 4));
    assertThat(ownedByFirst()).isNotEmpty();

    first.freeze();
    assertThat(openTransactions()).as("shipments that are frozen half-way").isPositive();
    ids.subList(4, 6).forEach(atSecond::pay);
    ids.addAll(buyAtSecondWithoutBeingBlocked());
    await("completion").atMost(PATIENCE).until(() -> database.openOrders() == 0);
    awaitClosedRuns();
    database.rememberHistories();

    first.thaw();
    await("the frozen node's return under a new id")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> liveNodes() == 2);
    await("end of its transactions").atMost(PATIENCE).until(() -> openTransactions() == 0);
    assertThat(atFirst.place("afterwards", 2)).isEqualTo(202);
    assertThat(atFirst.pay("afterwards")).isEqualTo(202);
    await("new work").atMost(PATIENCE).until(() -> database.openOrders() == 0);
    awaitClosedRuns();

    assertThat(database.takenOver()).isPositive();
    assertThat(eventsAfterTakeoverBy(firstNode)).isEmpty();
    ids.add("afterwards");
    database.assertEachCompletedOnce(ids);
    assertThat(database.number("select count(*) from workflow_activity")).isZero();
  }

  private List<String> placeAtFirst(int count) {
    List<String> ids = IntStream.range(0, count).mapToObj(i -> "o-" + i).toList();
    ids.forEach(id -> assertThat(atFirst.place(id, 2)).isEqualTo(202));
    return ids;
  }

  private List<String> buyAtSecondWithoutBeingBlocked() {
    List<String> ids = List.of("other-1", "other-2", "other-3");
    ids.forEach(id -> assertThat(atSecond.place(id, 2)).isEqualTo(202));
    ids.forEach(id -> assertThat(atSecond.pay(id)).isEqualTo(202));
    await("orders of the living node")
        .atMost(CARRIER_DELAY.plus(MARGIN))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> ids.stream().allMatch(id -> atSecond.status(id).equals("COMPLETED")));
    return ids;
  }

  private void awaitShippingOf(List<String> ids) {
    await("shipping")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                database
                    .texts(
                        """
                        select r.workflow_id
                          from workflow_event e
                          join workflow_run r on r.run_id = e.run_id
                         where e.type = 'activity_scheduled' and e.name = 'shipping.ship'
                        """)
                    .containsAll(ids));
  }

  private List<String> ownedByFirst() {
    return database
        .jdbc()
        .sql("select workflow_id from workflow_run where owner = cast(:node as uuid)")
        .param("node", firstNode)
        .query(String.class)
        .list();
  }

  private void awaitClosedRuns() {
    await("end of the runs")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                database.number("select count(*) from workflow_run where status = 'RUNNING'") == 0);
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

  private long liveNodes() {
    return database.number(
        "select count(*) from workflow_node"
            + " where heartbeat_at > clock_timestamp() - interval '%d milliseconds'"
                .formatted(LEASE.toMillis()));
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
