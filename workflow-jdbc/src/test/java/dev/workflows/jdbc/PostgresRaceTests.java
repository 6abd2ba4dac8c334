package dev.workflows.jdbc;

import static dev.workflows.jdbc.Scenario.closing;
import static dev.workflows.jdbc.Scenario.commit;
import static dev.workflows.jdbc.Scenario.completed;
import static dev.workflows.jdbc.Scenario.json;
import static dev.workflows.jdbc.Scenario.lease;
import static dev.workflows.jdbc.Scenario.owned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements that meet another session's open transaction, which ends while they wait for it. */
class PostgresRaceTests {

  private static TestDatabase database;

  private Connection rival;

  @BeforeAll
  static void openDatabase() {
    database = TestDatabase.postgres();
  }

  @AfterAll
  static void closeDatabase() {
    database.close();
  }

  @BeforeEach
  void beginRival() throws SQLException {
    rival = database.application().getConnection();
    rival.setAutoCommit(false);
  }

  @AfterEach
  void endRival() throws SQLException {
    rival.rollback();
    rival.close();
  }

  private static CommitStore commits() {
    return database.store().commits();
  }

  private static NewRun started() {
    NewRun run = owned(UUID.randomUUID() + "-order");
    commits().start(List.of(run));
    return run;
  }

  private static long length(NewRun run) {
    return database.store().histories().length(run.runId());
  }

  private void rival(String sql, Object... values) throws SQLException {
    try (var statement = rival.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private void rivalAppends(NewRun run, RecordedEvent event) throws SQLException {
    new PostgresTurnWriter(new TableNames(TableNames.DEFAULT_PREFIX))
        .write(rival, List.of(commit(lease(run), event)));
  }

  /** Begins work that is going to wait for the rival, and returns when it does. */
  private <R> CompletableFuture<R> waiting(Callable<R> work) throws Exception {
    CompletableFuture<R> answer = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                answer.complete(work.call());
              } catch (Exception e) {
                answer.completeExceptionally(e);
              }
            });
    thread.start();
    Waits.until(() -> answer.isDone() || waiters() > 0);
    assertThat(answer).isNotDone();
    return answer;
  }

  private static long waiters() {
    return database
        .sql()
        .sql(
            """
            select count(*)
            from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """)
        .query(Long.class)
        .single();
  }

  private static <R> R answer(CompletableFuture<R> work) throws Exception {
    return work.get(20, TimeUnit.SECONDS);
  }

  private static Exception failure(CompletableFuture<?> work) throws Exception {
    return work.handle((answer, e) -> (Exception) e).get(20, TimeUnit.SECONDS);
  }

  private static Termination termination(NewRun run) {
    return new Termination(UUID.randomUUID(), run.workflowId(), json("why"), Scenario.NODE);
  }

  private static Callable<Boolean> committing(RunCommit... batch) {
    return () -> {
      commits().commit(List.of(batch));
      return true;
    };
  }

  @Test
  void writesNoEventOfABatchWhoseClosingLosesItsRunWhileItWaits() throws Exception {
    NewRun closing = started();
    NewRun other = started();
    rival("update workflow_run set fence = fence + 1 where run_id = ?", closing.runId());

    var batch =
        waiting(
            committing(
                closing(lease(closing), 3), commit(lease(other), completed(lease(other), 3))));
    rival.commit();

    assertThat(failure(batch))
        .isInstanceOfSatisfying(
            CommitRejectedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.IN_BATCH));
    assertThat(length(closing)).isEqualTo(2);
    assertThat(length(other)).isEqualTo(2);
  }

  @Test
  void writesNothingUnderARowThatChangesHandsWhileItWaits() throws Exception {
    NewRun run = started();
    rival("update workflow_run set owner = ? where run_id = ?", UUID.randomUUID(), run.runId());
    RunCommit retry =
        new RunCommit(
            lease(run), List.of(), List.of(), List.of(), List.of(2L), List.of(), false, null);

    var commit = waiting(committing(retry));
    rival.commit();

    assertThat(failure(commit))
        .isInstanceOfSatisfying(
            CommitRejectedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FENCED));
  }

  @Test
  void answersAStartThatWaitedForTheOneThatWon() throws Exception {
    String workflowId = UUID.randomUUID() + "-order";
    NewRun first = owned(workflowId);
    new PostgresStartWriter(new TableNames(TableNames.DEFAULT_PREFIX)).start(rival, List.of(first));

    NewRun second = owned(workflowId);
    var start = waiting(() -> commits().start(List.of(second)));
    rival.commit();

    assertThat(answer(start))
        .containsExactly(new StartOutcome(StartOutcome.Kind.ALREADY_OPEN, first.runId()));
    assertThat(length(second)).isZero();
  }

  @Test
  void startsWhenTheOneItWaitedForGivesUp() throws Exception {
    String workflowId = UUID.randomUUID() + "-order";
    new PostgresStartWriter(new TableNames(TableNames.DEFAULT_PREFIX))
        .start(rival, List.of(owned(workflowId)));

    NewRun second = owned(workflowId);
    var start = waiting(() -> commits().start(List.of(second)));
    rival.rollback();

    assertThat(answer(start))
        .containsExactly(new StartOutcome(StartOutcome.Kind.STARTED, second.runId()));
    assertThat(length(second)).isEqualTo(2);
  }

  @Test
  void takesItsOwnFirstTryThatIsStillUnderWayForSuccess() throws Exception {
    NewRun run = started();
    RecordedEvent event = completed(lease(run), 3);
    rivalAppends(run, event);

    var again = waiting(committing(commit(lease(run), event)));
    rival.commit();

    assertThat(answer(again)).isTrue();
    assertThat(length(run)).isEqualTo(3);
  }

  @Test
  void collidesWithAnotherWriterThatWasFirst() throws Exception {
    NewRun run = started();
    rivalAppends(run, Scenario.event(3, new Event.OwnerChanged(), 2, UUID.randomUUID()));

    var commit = waiting(committing(commit(lease(run), completed(lease(run), 3))));
    rival.commit();

    assertThat(failure(commit))
        .isInstanceOfSatisfying(
            CommitRejectedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FENCED));
  }

  @Test
  void terminatesBehindACommitThatWasFaster() throws Exception {
    NewRun run = started();
    rivalAppends(run, completed(lease(run), 3));

    var end = waiting(() -> commits().terminate(termination(run)));
    rival.commit();

    assertThat(answer(end).kind()).isEqualTo(SendOutcome.Kind.ACCEPTED);
    assertThat(database.store().histories().read(run.runId(), 1, 99))
        .extracting(e -> e.event().type().storedName())
        .containsExactly(
            "workflow_started", "activity_scheduled", "activity_completed", "workflow_terminated");
  }

  @Test
  void tellsThatARunClosedWhileItsTerminationWaited() throws Exception {
    NewRun run = started();
    new PostgresTurnWriter(new TableNames(TableNames.DEFAULT_PREFIX))
        .write(rival, List.of(closing(lease(run), 3)));

    var end = waiting(() -> commits().terminate(termination(run)));
    rival.commit();

    assertThat(answer(end).kind()).isEqualTo(SendOutcome.Kind.CLOSED);
    assertThat(length(run)).isEqualTo(3);
  }

  @Test
  void takesItsOwnTerminationThatIsStillUnderWayForSuccess() throws Exception {
    NewRun run = started();
    Termination end = termination(run);
    new PostgresMessageWriter(new TableNames(TableNames.DEFAULT_PREFIX)).terminate(rival, end);

    var again = waiting(() -> commits().terminate(end));
    rival.commit();

    assertThat(answer(again).kind()).isEqualTo(SendOutcome.Kind.DUPLICATE);
    assertThat(length(run)).isEqualTo(3);
  }

  @Test
  void givesUpALockThatIsHeldForTooLongAndWritesNothing() throws Exception {
    NewRun run = started();
    NewRun other = started();
    rival("update workflow_run set wake_at = null where run_id = ?", run.runId());

    var batch =
        waiting(
            committing(closing(lease(run), 3), commit(lease(other), completed(lease(other), 3))));

    assertThat(failure(batch))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.outcome()).isEqualTo(StoreException.Outcome.LOCKED));
    assertThat(length(other)).isEqualTo(2);
  }

  @Test
  void knowsNothingWhenItsConnectionDiesAndLandsOnceWhenItIsSentAgain() throws Exception {
    NewRun run = started();
    rival("update workflow_run set wake_at = null where run_id = ?", run.runId());
    RunCommit end = closing(lease(run), 3);

    var commit = waiting(committing(end));
    database
        .sql()
        .sql(
            """
            select pg_terminate_backend(pid)
            from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """)
        .query()
        .listOfRows();

    assertThat(failure(commit))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.outcome()).isEqualTo(StoreException.Outcome.UNKNOWN));
    rival.rollback();
    commits().commit(List.of(end));
    commits().commit(List.of(end));
    assertThat(length(run)).isEqualTo(3);
  }
}
