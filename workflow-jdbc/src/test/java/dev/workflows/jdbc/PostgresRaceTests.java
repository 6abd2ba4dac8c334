package dev.workflows.jdbc;

import static dev.workflows.jdbc.Scenario.closing;
import static dev.workflows.jdbc.Scenario.commit;
import static dev.workflows.jdbc.Scenario.completed;
import static dev.workflows.jdbc.Scenario.lease;
import static dev.workflows.jdbc.Scenario.owned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.StoreException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Commits and starts that meet another session's open transaction. */
class PostgresRaceTests extends PostgresRaces {

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
