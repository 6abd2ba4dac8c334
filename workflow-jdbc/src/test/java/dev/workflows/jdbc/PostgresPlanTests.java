package dev.workflows.jdbc;

import static dev.workflows.jdbc.Scenario.closing;
import static dev.workflows.jdbc.Scenario.commit;
import static dev.workflows.jdbc.Scenario.completed;
import static dev.workflows.jdbc.Scenario.lease;
import static dev.workflows.jdbc.Scenario.owned;
import static dev.workflows.jdbc.Scenario.unowned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.spi.CommitStore;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.OwnershipStore.Claim;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Statements that are planned while the tables are empty, and then meet full ones of which the
 * planner has never been told, read no more rows than they have to.
 */
class PostgresPlanTests {

  private static final int MANY = 2000;
  private static final int BATCH = 20;

  @Test
  void readsWhatItChangesAndNotTheTable() {
    try (TestDatabase database = TestDatabase.postgres()) {
      withoutStatistics(database);
      often(() -> useEveryStatementOn(database, start(database, 1, UUID.randomUUID())));
      List<NewRun> mine = fill(database);

      long before = rowsRead(database);
      useEveryStatementOn(database, mine);
      long read = rowsRead(database) - before;

      assertThat(read).isBetween((long) BATCH, 60L * BATCH);
    }
  }

  @Test
  void readsItsOwnMessagesAndNotThoseOfOthers() {
    try (TestDatabase database = TestDatabase.postgres()) {
      withoutStatistics(database);
      often(() -> useMessagesOf(database, start(database, 2, UUID.randomUUID())));
      send(database, start(database, MANY, UUID.randomUUID()));
      List<NewRun> mine = start(database, BATCH, UUID.randomUUID());

      long before = rowsRead(database);
      useMessagesOf(database, mine);
      long read = rowsRead(database) - before;

      assertThat(read).isBetween((long) BATCH, 60L * BATCH);
    }
  }

  /** All that reads an inbox but a claim, which looks for the messages of runs that nobody has. */
  private static void useMessagesOf(TestDatabase database, List<NewRun> runs) {
    CommitStore commits = database.store().commits();
    send(database, runs);
    List<RunLease> held = runs.stream().map(Scenario::lease).toList();
    assertThat(database.store().ownership().unread(held.get(0).node(), MANY)).hasSameSizeAs(runs);
    commits.terminate(
        new Termination(UUID.randomUUID(), runs.get(0).workflowId(), null, held.get(0).node()));
    commits.commit(
        held.stream()
            .skip(1)
            .map(l -> closing(l, 3, new RunCommit.Consumed("signal:1", 3)))
            .toList());
  }

  private static void send(TestDatabase database, List<NewRun> runs) {
    database
        .store()
        .commits()
        .send(
            runs.stream()
                .map(run -> new Send(run.workflowId(), Message.signal("1", "paid", null)))
                .toList());
  }

  private static void withoutStatistics(TestDatabase database) {
    for (String table : List.of("workflow_run", "workflow_inbox")) {
      database.sql().sql("alter table " + table + " set (autovacuum_enabled = off)").update();
    }
  }

  /** Often enough for the server to keep a plan. */
  private static void often(Runnable use) {
    IntStream.range(0, 12).forEach(i -> use.run());
  }

  private static List<NewRun> start(TestDatabase database, int count, UUID node) {
    List<NewRun> runs =
        IntStream.range(0, count).mapToObj(i -> owned(UUID.randomUUID() + "-order", node)).toList();
    database.store().commits().start(runs);
    return runs;
  }

  /** Many runs that others own, many that nobody owns, and a few of this test's own. */
  private static List<NewRun> fill(TestDatabase database) {
    start(database, MANY, UUID.randomUUID());
    database.store().commits().start(IntStream.range(0, MANY).mapToObj(i -> parked()).toList());
    return start(database, BATCH, UUID.randomUUID());
  }

  private static NewRun parked() {
    NewRun run = unowned(UUID.randomUUID() + "-order");
    return new NewRun(
        run.runId(), run.workflowId(), "other", null, Duration.ofDays(1), null, run.events(), null);
  }

  private static void useEveryStatementOn(TestDatabase database, List<NewRun> runs) {
    CommitStore commits = database.store().commits();
    OwnershipStore ownership = database.store().ownership();
    UUID node = lease(runs.get(0)).node();
    List<RunLease> held = runs.stream().map(Scenario::lease).toList();
    commits.commit(held.stream().map(l -> commit(l, completed(l, 3))).toList());
    commits.commit(held.stream().map(PostgresPlanTests::withoutEvents).toList());
    held = ownership.reclaim(held);
    ownership.release(held.stream().map(PostgresPlanTests::release).toList());
    send(database, runs);
    held = ownership.claim(new Claim(node, Set.of("order"), 2 * BATCH));
    assertThat(held).hasSameSizeAs(runs);
    ownership.unread(node, 100);
    ownership.owned(node);
    commits.commit(
        held.stream().map(l -> closing(l, 4, new RunCommit.Consumed("signal:1", 4))).toList());
  }

  private static RunCommit withoutEvents(RunLease lease) {
    return new RunCommit(
        lease, List.of(), List.of(), List.of(), List.of(2L), List.of(), false, null);
  }

  private static Release release(RunLease lease) {
    return new Release(lease, Instant.now().plusSeconds(3600), List.of(), null);
  }

  /** Sessions report their counts a second late, when they do something else: waits for that. */
  private static long rowsRead(TestDatabase database) {
    long[] last = {-1, System.nanoTime()};
    Waits.until(
        () -> {
          JdbcClient.create(database.engine()).sql("select 1").query().listOfRows();
          long now = counted(database);
          if (now != last[0]) {
            last[0] = now;
            last[1] = System.nanoTime();
          }
          return System.nanoTime() - last[1] > 1_500_000_000L;
        });
    return last[0];
  }

  private static long counted(TestDatabase database) {
    return database
        .sql()
        .sql(
            """
            select
              (select sum(seq_tup_read) from pg_stat_user_tables where relname like 'workflow\\_%')
              + (select sum(idx_tup_read) from pg_stat_user_indexes
                where relname like 'workflow\\_%')
            """)
        .query(Long.class)
        .single();
  }
}
