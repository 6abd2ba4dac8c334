package dev.workflows.jdbc;

import static dev.workflows.jdbc.Scenario.closing;
import static dev.workflows.jdbc.Scenario.commit;
import static dev.workflows.jdbc.Scenario.completed;
import static dev.workflows.jdbc.Scenario.json;
import static dev.workflows.jdbc.Scenario.lease;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Closings, terminations and the messages that meet them. */
abstract class ClosingRaceTests extends Races {

  private static Termination termination(NewRun run) {
    return new Termination(UUID.randomUUID(), run.workflowId(), json("why"), Scenario.NODE);
  }

  private static Send signal(NewRun run, String id) {
    return new Send(run.runId().toString(), Message.signal(id, "paid", null));
  }

  private SendOutcome send(NewRun run, String id) {
    return commits().send(List.of(signal(run, id))).get(0);
  }

  private long deadLetters(NewRun run) {
    return database.store().runs().deadLetters(run.runId());
  }

  private static RunCommit consuming(RunLease lease, RecordedEvent event, String messageId) {
    return new RunCommit(
        lease,
        List.of(event),
        List.of(new RunCommit.Consumed(messageId, event.seq())),
        List.of(),
        List.of(),
        List.of(),
        false,
        null);
  }

  private static RunCommit retrying(RunLease lease, long seq) {
    return new RunCommit(
        lease,
        List.of(),
        List.of(),
        List.of(new ActivityRetry(seq, 2, Scenario.now(), json("failure"))),
        List.of(),
        List.of(),
        false,
        null);
  }

  private long retries(NewRun run) {
    return database
        .sql()
        .sql("select count(*) from workflow_activity where run_id = ?")
        .param(run.runId())
        .query(Long.class)
        .single();
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
  void terminatesBehindACommitThatWasFaster() throws Exception {
    NewRun run = started();
    rivalAppends(run, completed(lease(run), 3));

    var end = waiting(() -> commits().terminate(termination(run)));
    rival.commit();

    assertThat(answer(end).kind()).isEqualTo(SendOutcome.Kind.ACCEPTED);
    assertThat(eventsOf(run))
        .containsExactly(
            "workflow_started", "activity_scheduled", "activity_completed", "workflow_terminated");
  }

  @Test
  void tellsThatARunClosedWhileItsTerminationWaited() throws Exception {
    NewRun run = started();
    rivalCommits(closing(lease(run), 3));

    var end = waiting(() -> commits().terminate(termination(run)));
    rival.commit();

    assertThat(answer(end).kind()).isEqualTo(SendOutcome.Kind.CLOSED);
    assertThat(length(run)).isEqualTo(3);
  }

  @Test
  void takesItsOwnTerminationThatIsStillUnderWayForSuccess() throws Exception {
    NewRun run = started();
    Termination end = termination(run);
    dialect.messages(TABLES).terminate(rival, end);

    var again = waiting(() -> commits().terminate(end));
    rival.commit();

    assertThat(answer(again).kind()).isEqualTo(SendOutcome.Kind.DUPLICATE);
    assertThat(length(run)).isEqualTo(3);
  }

  @Test
  void leavesAMessageToTheCommitThatIsTakingIt() throws Exception {
    NewRun run = started();
    send(run, "1");
    RecordedEvent taken = completed(lease(run), 3);
    rivalCommits(consuming(lease(run), taken, "signal:1"));

    var end = waiting(() -> commits().terminate(termination(run)));
    rival.commit();

    assertThat(answer(end).kind()).isEqualTo(SendOutcome.Kind.ACCEPTED);
    assertThat(length(run)).isEqualTo(4);
    assertThat(deadLetters(run)).isZero();
  }

  /** The outcome of a transactional activity, which locks its run until it commits. */
  @Test
  void marksAMessageThatHeldItsRunWhileTheTerminationWaited() throws Exception {
    NewRun run = started();
    rivalHolds(run);
    dialect.messages(TABLES).send(rival, List.of(signal(run, "1")));

    var end = waiting(() -> commits().terminate(termination(run)));
    rival.commit();

    assertThat(answer(end).kind()).isEqualTo(SendOutcome.Kind.ACCEPTED);
    assertThat(deadLetters(run)).isEqualTo(1);
    assertThat(ownership().markDeadLetters()).isZero();
  }

  /** A commit without events holds its run against others until it is written. */
  @Test
  void leavesNoRetryThatWasWrittenWhileTheTerminationWaited() throws Exception {
    NewRun run = started();
    rivalCommits(retrying(lease(run), 2));

    var end = waiting(() -> commits().terminate(termination(run)));
    rival.commit();

    assertThat(answer(end).kind()).isEqualTo(SendOutcome.Kind.ACCEPTED);
    assertThat(retries(run)).isZero();
  }

  @Test
  void acceptsAMessageWhileItsRunIsClosingAndMarksItAfterwards() throws Exception {
    NewRun run = started();
    rivalCommits(closing(lease(run), 3));

    assertThat(send(run, "1").kind()).isEqualTo(SendOutcome.Kind.ACCEPTED);
    rival.commit();

    assertThat(ownership().markDeadLetters()).isEqualTo(1);
    assertThat(deadLetters(run)).isEqualTo(1);
    assertThat(send(run, "2").kind()).isEqualTo(SendOutcome.Kind.CLOSED);
  }

  @Test
  void marksNothingOfARunThatIsStillClosing() throws Exception {
    NewRun run = started();
    rivalCommits(closing(lease(run), 3));
    send(run, "1");

    assertThat(ownership().markDeadLetters()).isZero();

    rival.rollback();
    assertThat(ownership().unreadOf(List.of(run.runId()))).hasSize(1);
  }

  @Test
  void closesWithoutAMessageThatIsNotDurableYetAndMarksItAfterwards() throws Exception {
    NewRun run = started();
    dialect.messages(TABLES).send(rival, List.of(signal(run, "1")));

    commits().commit(List.of(closing(lease(run), 3)));
    rival.commit();

    assertThat(ownership().markDeadLetters()).isEqualTo(1);
    assertThat(deadLetters(run)).isEqualTo(1);
  }
}
