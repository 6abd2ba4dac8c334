package dev.workflows.jdbc;

import static dev.workflows.jdbc.Scenario.closing;
import static dev.workflows.jdbc.Scenario.commit;
import static dev.workflows.jdbc.Scenario.completed;
import static dev.workflows.jdbc.Scenario.lease;
import static dev.workflows.jdbc.Scenario.owned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.jdbc.budget.QuietEngine;
import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.StoreException;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Commits and starts that meet another session's open transaction. */
abstract class CommitRaceTests extends Races {

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
    dialect.starts(TABLES).start(rival, List.of(first));

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
    dialect.starts(TABLES).start(rival, List.of(owned(workflowId)));

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
  void locksRunsInOneOrderWhateverTheOrderOfTheBatch() throws Exception {
    List<NewRun> runs = startedInOrder(2);
    NewRun low = runs.get(0);
    NewRun high = runs.get(1);
    rival("update workflow_run set wake_at = null where run_id = ?", low.runId());

    var batch = waiting(committing(closing(lease(high), 3), closing(lease(low), 3)));
    rival("update workflow_run set wake_at = null where run_id = ?", high.runId());
    rival.commit();

    assertThat(answer(batch)).isTrue();
  }

  @Test
  void writesEventsInOneOrderWhateverTheOrderOfTheBatch() throws Exception {
    List<NewRun> runs = startedInOrder(2);
    NewRun low = runs.get(0);
    NewRun high = runs.get(1);
    rivalAppends(low, completed(lease(low), 3));

    var batch =
        waiting(
            committing(
                commit(lease(high), completed(lease(high), 3)),
                commit(lease(low), completed(lease(low), 3))));
    rivalAppends(high, completed(lease(high), 3));
    rival.commit();

    assertThat(failure(batch))
        .isInstanceOfSatisfying(
            CommitRejectedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.IN_BATCH));
  }

  @Test
  void startsWorkflowIdsInOneOrderWhateverTheOrderOfTheBatch() throws Exception {
    String low = "1-" + UUID.randomUUID();
    String high = "2-" + UUID.randomUUID();
    dialect.starts(TABLES).start(rival, List.of(owned(low)));

    var batch = waiting(() -> commits().start(List.of(owned(high), owned(low))));
    dialect.starts(TABLES).start(rival, List.of(owned(high)));
    rival.commit();

    assertThat(answer(batch))
        .extracting(StartOutcome::kind)
        .containsExactly(StartOutcome.Kind.ALREADY_OPEN, StartOutcome.Kind.ALREADY_OPEN);
  }

  @Test
  void letsOthersPassThatDoNotWaitForAnOpenTransaction() throws Exception {
    String waits = UUID.randomUUID() + "-order";
    dialect.starts(TABLES).start(rival, List.of(owned(waits)));
    try (QuietEngine engine = new QuietEngine(database.store())) {
      var slow =
          waiting(
              () -> {
                engine.execute(waits);
                return true;
              });

      engine.execute(UUID.randomUUID() + "-order");
      assertThat(slow).isNotDone();
      rival.rollback();

      assertThat(answer(slow)).isTrue();
    }
  }

  /** Runs in the order of their keys. */
  List<NewRun> startedInOrder(int number) {
    return Stream.generate(this::started)
        .limit(number)
        .sorted(Comparator.comparing(NewRun::runId, TurnWriter.KEY_ORDER))
        .toList();
  }
}
