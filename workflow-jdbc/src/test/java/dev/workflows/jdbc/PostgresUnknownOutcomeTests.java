package dev.workflows.jdbc;

import static dev.workflows.jdbc.Scenario.closing;
import static dev.workflows.jdbc.Scenario.completed;
import static dev.workflows.jdbc.Scenario.json;
import static dev.workflows.jdbc.Scenario.lease;
import static dev.workflows.jdbc.Scenario.owned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.OwnershipStore.Claim;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * Statements whose connection dies under way. Nothing is known of them then; sent again, the same
 * statement happens once.
 */
class PostgresUnknownOutcomeTests extends Races {

  private static final String HOLD = "update workflow_run set wake_at = null where run_id = ?";

  private static final String KILL_WAITING =
      """
      select pg_terminate_backend(pid)
      from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'
      """;

  @Override
  TestDatabase open() {
    return TestDatabase.forRaces(true);
  }

  /** Sends a statement that waits for the rival, cuts its connection and ends the rival. */
  private void assertUnknown(Callable<?> statement) throws Exception {
    assertOutcome(StoreException.Outcome.UNKNOWN, statement);
  }

  private void assertOutcome(StoreException.Outcome outcome, Callable<?> statement)
      throws Exception {
    var sent = waiting(statement);
    database.sql().sql(KILL_WAITING).query().listOfRows();

    assertThat(failure(sent))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.outcome()).isEqualTo(outcome));
    rival.rollback();
  }

  @Test
  void isACommitThatLandsOnceWhenItIsSentAgain() throws Exception {
    NewRun run = started();
    RunCommit end = closing(lease(run), 3);
    rival(HOLD, run.runId());

    assertUnknown(committing(end));

    commits().commit(List.of(end));
    commits().commit(List.of(end));
    assertThat(length(run)).isEqualTo(3);
  }

  @Test
  void isAStartThatStartsOnceWhenItIsSentAgain() throws Exception {
    NewRun run = owned(UUID.randomUUID() + "-order");
    dialect.starts(TABLES).start(rival, List.of(owned(run.workflowId())));

    assertUnknown(() -> commits().start(List.of(run)));

    StartOutcome started = new StartOutcome(StartOutcome.Kind.STARTED, run.runId());
    assertThat(commits().start(List.of(run))).containsExactly(started);
    assertThat(commits().start(List.of(run))).containsExactly(started);
    assertThat(length(run)).isEqualTo(2);
  }

  @Test
  void isAMessageThatArrivesOnceWhenItIsSentAgain() throws Exception {
    NewRun run = started();
    Send send = new Send(run.runId().toString(), Message.signal("1", "paid", null));
    dialect.messages(TABLES).send(rival, List.of(send));

    assertUnknown(() -> commits().send(List.of(send)));

    assertThat(commits().send(List.of(send)))
        .extracting(SendOutcome::kind)
        .containsExactly(SendOutcome.Kind.ACCEPTED);
    assertThat(commits().send(List.of(send)))
        .extracting(SendOutcome::kind)
        .containsExactly(SendOutcome.Kind.DUPLICATE);
    assertThat(ownership().unreadOf(List.of(run.runId()))).hasSize(1);
  }

  /** It holds its run before it writes, in one transaction: before its commit nothing is there. */
  @Test
  void isNoneOfATerminationThatWaitedForItsRunAndEndsItOnceWhenItIsSentAgain() throws Exception {
    NewRun run = started();
    Termination end =
        new Termination(UUID.randomUUID(), run.workflowId(), json("why"), Scenario.NODE);
    rival(HOLD, run.runId());

    assertOutcome(StoreException.Outcome.ROLLED_BACK, () -> commits().terminate(end));

    assertThat(commits().terminate(end).kind()).isEqualTo(SendOutcome.Kind.ACCEPTED);
    assertThat(commits().terminate(end).kind()).isEqualTo(SendOutcome.Kind.DUPLICATE);
    assertThat(eventsOf(run))
        .containsExactly("workflow_started", "activity_scheduled", "workflow_terminated");
  }

  @Test
  void isAReleaseThatGivesUpOnceWhenItIsSentAgain() throws Exception {
    NewRun run = started();
    Release release = new Release(lease(run), null, List.of("paid"), null);
    rival(HOLD, run.runId());

    assertUnknown(() -> ownership().release(List.of(release)));

    assertThat(ownership().release(List.of(release))).containsExactly(run.runId());
    assertThat(ownership().release(List.of(release))).isEmpty();
  }

  @Test
  void isAReclaimThatRaisesTheFenceOnceWhenItIsSentAgain() throws Exception {
    NewRun run = started();
    rival(HOLD, run.runId());

    assertUnknown(() -> ownership().reclaim(List.of(lease(run))));

    assertThat(ownership().reclaim(List.of(lease(run))))
        .extracting(RunLease::fence)
        .containsExactly(2L);
    assertThat(ownership().reclaim(List.of(lease(run)))).isEmpty();
  }

  @Test
  void isATakeoverThatIsRecordedOnceWhenItIsMadeAgain() throws Exception {
    NewRun run = started();
    Claim everything = new Claim(UUID.randomUUID(), Set.of("order"), 1000);
    rivalAppends(run, completed(lease(run), 3));

    assertUnknown(() -> ownership().takeOver(everything, Duration.ZERO));

    assertThat(ownership().takeOver(everything, Duration.ZERO))
        .extracting(RunLease::runId)
        .contains(run.runId());
    assertThat(ownership().takeOver(everything, Duration.ZERO)).isEmpty();
    assertThat(eventsOf(run))
        .containsExactly("workflow_started", "activity_scheduled", "owner_changed");
  }
}
