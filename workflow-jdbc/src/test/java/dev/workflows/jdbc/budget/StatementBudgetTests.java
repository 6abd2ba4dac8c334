package dev.workflows.jdbc.budget;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.jdbc.JdbcStoreSettings;
import dev.workflows.jdbc.JdbcWorkflowStore;
import dev.workflows.jdbc.TestDatabase;
import dev.workflows.test.invariants.InvariantsExtension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What runs of five steps may cost PostgreSQL. A figure that grows here has to be justified: it is
 * paid by every step of every application.
 */
class StatementBudgetTests {

  private static final int COMMITS = StepsWorkflow.STEPS + 1;
  private static final int CROWD = 64;

  /** Of one run; one more index on the history would cost 800. */
  private static final long WAL_BYTES = 4_300;

  /** What a checkpoint in the middle of a crowd adds to each of its runs, as whole pages. */
  private static final long CHECKPOINT = 1_000;

  private final TestDatabase database = TestDatabase.postgres();

  @RegisterExtension
  final InvariantsExtension invariants = new InvariantsExtension(database::application);

  private StatementLog log;
  private QuietEngine engine;

  @BeforeEach
  void startEngine() {
    log = new StatementLog(database.engine());
    engine =
        new QuietEngine(
            JdbcWorkflowStore.create(
                log,
                database.application(),
                database.transactionManager(),
                JdbcStoreSettings.DEFAULT));
    awaitOnlyPoll();
    engine.execute("warm-up");
  }

  /** The claim is the last statement of the poll that an engine begins with. */
  private void awaitOnlyPoll() {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (log.roundTrips().stream().noneMatch(sql -> sql.contains("skip locked"))) {
      assertThat(System.nanoTime()).as("the engine polls once when it starts").isLessThan(until);
      LockSupport.parkNanos(1_000_000);
    }
  }

  @AfterEach
  void stopEngine() {
    engine.close();
    database.close();
  }

  @Test
  void aRunAloneIsOneStatementForItsStartAndOneForEachStep() throws Exception {
    List<Cost> costs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String id = "alone-" + i;
      costs.add(costOf(() -> engine.execute(id)));
    }
    for (Cost cost : costs) {
      assertThat(cost.roundTrips()).hasSize(COMMITS);
      assertThat(cost.roundTrips().get(0)).contains("insert into workflow_run");
      assertThat(cost.roundTrips().subList(1, COMMITS - 1))
          .as("steps touch nothing but the history")
          .allMatch(sql -> sql.startsWith("insert into workflow_event "));
      assertThat(cost.roundTrips().get(COMMITS - 1)).contains("update workflow_run");
      assertThat(cost.commits()).isEqualTo(COMMITS);
      assertThat(cost.rows()).isEqualTo(rowsOf(1));
    }
    // the log also holds what the server does for itself now and then, so the least is ours
    assertThat(costs).extracting(Cost::walBytes).anyMatch(bytes -> bytes <= WAL_BYTES);
  }

  /** A machine that stands still for a second adds a statement, so the least is ours. */
  @Test
  void lookUpsAreWrittenWithTheEffectThatFollowsThem() throws Exception {
    List<List<String>> costs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String id = "looks-" + i;
      costs.add(costOf(() -> engine.lookUp(id)).roundTrips());
    }

    assertThat(costs)
        .anySatisfy(
            cost -> {
              assertThat(cost).hasSize(3);
              assertThat(cost.get(0)).contains("insert into workflow_run");
              assertThat(cost.get(1)).startsWith("insert into workflow_event ");
              assertThat(cost.get(2)).contains("update workflow_run");
            });
  }

  @Test
  void manyRunsAtOnceShareTheirCommits() throws Exception {
    slowDownFlushes();
    Cost cost = costOf(this::executeCrowd);

    assertThat(cost.commits()).isLessThanOrEqualTo(CROWD * COMMITS / 10);
    assertThat(cost.roundTrips())
        .as("a commit is one statement, however many runs share it")
        .hasSize((int) cost.commits());
    assertThat(cost.rows()).isEqualTo(rowsOf(CROWD));
    assertThat(cost.walBytes() / CROWD).isLessThanOrEqualTo(WAL_BYTES + CHECKPOINT);
  }

  /**
   * A disk that needs a while for each flush. A fast one ends many batches before others gather,
   * and then how many commits are shared tells more of the machine than of the engine.
   */
  private void slowDownFlushes() {
    database
        .sql()
        .sql(
            """
            create function slow_flush() returns trigger language plpgsql as
              'begin perform pg_sleep(0.03); return null; end'
            """)
        .update();
    database
        .sql()
        .sql(
            """
            create trigger slow_flush after insert on workflow_event
              for each statement execute function slow_flush()
            """)
        .update();
  }

  private void executeCrowd() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CROWD);
    try {
      CyclicBarrier together = new CyclicBarrier(CROWD);
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < CROWD; i++) {
        String id = "crowd-" + i;
        all.add(
            clients.submit(
                () -> {
                  together.await();
                  engine.execute(id);
                  return id;
                }));
      }
      for (Future<?> client : all) {
        client.get(30, TimeUnit.SECONDS);
      }
    } finally {
      clients.shutdownNow();
    }
  }

  /** What happened between two looks at the database. */
  private record Cost(
      List<String> roundTrips, long commits, Map<String, Long> rows, long walBytes) {}

  private interface Work {
    void perform() throws Exception;
  }

  private Cost costOf(Work work) throws Exception {
    int roundTrips = log.roundTrips().size();
    long commits = commits();
    Map<String, Long> rows = rows();
    long walBytes = walBytes();
    work.perform();
    long walBytesAfter = walBytes();
    Map<String, Long> grown = rows();
    grown.replaceAll((table, count) -> count - rows.get(table));
    List<String> all = log.roundTrips();
    return new Cost(
        all.subList(roundTrips, all.size()), commits() - commits, grown, walBytesAfter - walBytes);
  }

  private static Map<String, Long> rowsOf(long runs) {
    return Map.ofEntries(
        entry("workflow_run", runs),
        entry("workflow_event", runs * (2 + 2L * StepsWorkflow.STEPS)),
        entry("workflow_inbox", 0L),
        entry("workflow_activity", 0L));
  }

  private Map<String, Long> rows() {
    Map<String, Long> rows = new HashMap<>();
    for (String table :
        List.of("workflow_run", "workflow_event", "workflow_inbox", "workflow_activity")) {
      rows.put(table, number("select count(*) from " + table));
    }
    return rows;
  }

  /** Transactions that wrote events, as the events themselves remember them. */
  private long commits() {
    return number("select count(distinct xmin::text) from workflow_event");
  }

  private long walBytes() {
    return number("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint");
  }

  private long number(String sql) {
    return database.sql().sql(sql).query(Long.class).single();
  }
}
