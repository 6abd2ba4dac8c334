package dev.workflows.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunId;
import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.Closing;
import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.SendOutcome.Kind;
import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.RunRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A run closes once, by its own turn or from outside, and never changes again. */
abstract class ClosingRules extends StoreRules {

  private static final Instant AT = Instant.parse("2030-01-01T00:00:00.123456Z");

  ClosingRules(WorkflowStoreContract contract) {
    super(contract);
  }

  @Test
  void keepsHowARunEnded() {
    RunLease lease = owned();

    commit(
        turn(lease)
            .closes(
                new Event.WorkflowFailed(json("{\"type\":\"x\"}")),
                new Closing(WorkflowStatus.FAILED, null, json("{\"type\":\"x\"}"), AT)));

    RunRecord closed = record(lease);
    assertThat(closed.status()).isEqualTo(WorkflowStatus.FAILED);
    assertThat(closed.failure()).isEqualTo(json("{\"type\":\"x\"}"));
    assertThat(closed.result()).isNull();
    assertThat(closed.closedAt()).isEqualTo(AT);
    assertThat(closed.owner()).isNull();
    assertThat(closed.wakeAt()).isNull();
    assertThat(closed.waitingFor()).isEmpty();
  }

  @Test
  void freesTheWorkflowId() {
    RunLease lease = owned();
    commit(turn(lease).completes(json("1")));

    StartOutcome outcome = start(plan().workflowId(record(lease).workflowId()));

    assertThat(outcome.kind()).isEqualTo(StartOutcome.Kind.STARTED);
  }

  @Test
  void deletesTheRunsActivityRows() {
    RunLease lease = owned();
    commit(turn(lease).retries(new ActivityRetry(2, 2, AT, null)));

    commit(turn(lease).completes(json("1")));

    assertThat(runs().retries(List.of(lease.runId()))).isEmpty();
  }

  @Test
  void refusesToCloseARunThatHasAnUnreadMessage() {
    RunLease lease = owned();
    Turn closing = turn(lease).completes(json("1"));
    send(lease, signal("1"));

    assertRejected(Reason.UNREAD_MESSAGES, closing);

    assertThat(record(lease).status()).isEqualTo(WorkflowStatus.RUNNING);
    assertThat(history(lease)).hasSize(1);
  }

  @Test
  void closesARunWithTheCommitThatConsumesItsLastMessage() {
    RunLease lease = owned();
    send(lease, signal("1"));

    commit(
        turn(lease)
            .records(new Event.SignalReceived("paid", "signal:1", null))
            .consumes(idOf(signal("1")), 2)
            .completes(json("1")));

    assertThat(record(lease).status()).isEqualTo(WorkflowStatus.COMPLETED);
  }

  @Test
  void neverChangesAClosedRun() {
    RunLease lease = owned();
    commit(turn(lease).completes(json("1")));
    RunRecord closed = record(lease);
    List<RecordedEvent> history = history(lease);

    assertRejected(Reason.FENCED, turn(lease).completes(json("2")));
    assertRejected(Reason.FENCED, turn(lease).resumes());
    assertThat(release(lease, AT)).isFalse();
    assertThat(ownership().reclaim(List.of(lease))).isEmpty();
    assertThat(terminate(lease.runId().toString()).kind()).isEqualTo(Kind.CLOSED);
    assertThat(claim(node())).isEmpty();

    assertThat(record(lease)).isEqualTo(closed);
    assertThat(history(lease)).isEqualTo(history);
  }

  @Test
  void terminatesARunOfAnyOwnerBehindItsLastEvent() {
    RunLease lease = owned();
    UUID request = UUID.randomUUID();
    UUID operator = UUID.randomUUID();

    SendOutcome outcome =
        commits()
            .terminate(
                new Termination(request, lease.runId().toString(), json("\"fraud\""), operator));

    assertThat(outcome)
        .isEqualTo(
            new SendOutcome(
                Kind.ACCEPTED,
                new RunId(record(lease).workflowId(), lease.runId()),
                lease.chainId(),
                lease.node()));
    RecordedEvent last = lastEvent(lease);
    assertThat(last.seq()).isEqualTo(2);
    assertThat(last.event())
        .isEqualTo(new Event.WorkflowTerminated(request.toString(), json("\"fraud\"")));
    assertThat(last.node()).isEqualTo(operator);
  }

  @Test
  void recordsWhoTerminatedARunAndKnowsTheRequestAgain() {
    RunLease lease = owned();
    Termination request =
        new Termination(
            UUID.randomUUID(), lease.runId().toString(), "ada", null, UUID.randomUUID());

    assertThat(commits().terminate(request).kind()).isEqualTo(Kind.ACCEPTED);
    assertThat(commits().terminate(request).kind()).isEqualTo(Kind.DUPLICATE);

    assertThat(lastEvent(lease).event()).isEqualTo(request.event());
  }

  @Test
  void closesTheRowOfATerminatedRunUnderAHigherFence() {
    RunLease lease = owned();
    commit(turn(lease).retries(new ActivityRetry(2, 2, AT, null)));

    terminate(lease.runId().toString());

    RunRecord run = record(lease);
    assertThat(run.status()).isEqualTo(WorkflowStatus.TERMINATED);
    assertThat(run.owner()).isNull();
    assertThat(run.wakeAt()).isNull();
    assertThat(run.fence()).isEqualTo(lease.fence() + 1).isEqualTo(lastEvent(lease).fence());
    assertThat(run.closedAt()).isNotNull();
    assertThat(runs().retries(List.of(lease.runId()))).isEmpty();
    assertThat(ownership().owned(lease.node())).isEmpty();
  }

  @Test
  void rejectsWhatTheOwnerOfATerminatedRunWrites() {
    RunLease lease = owned();
    Turn late = turn(lease).records(scheduled("late"));
    Turn closing = turn(lease).completes(json("1"));

    terminate(lease.runId().toString());

    assertRejected(Reason.FENCED, late);
    assertRejected(Reason.FENCED, closing);
    assertRejected(Reason.FENCED, turn(lease));
    assertThat(lastEvent(lease).event()).isInstanceOf(Event.WorkflowTerminated.class);
  }

  @Test
  void terminatesTheOpenRunOfAWorkflowIdAlsoIfNobodyOwnsIt() {
    StartPlan plan = plan();
    start(plan);

    assertThat(terminate(plan.workflowId()).kind()).isEqualTo(Kind.ACCEPTED);

    RunRecord run = runs().find(plan.workflowId()).orElseThrow();
    assertThat(run.status()).isEqualTo(WorkflowStatus.TERMINATED);
    assertThat(start(plan().workflowId(plan.workflowId())).kind())
        .isEqualTo(StartOutcome.Kind.STARTED);
  }

  @Test
  void terminatesARunThatHasUnreadMessages() {
    RunLease lease = owned();
    send(lease, signal("1"));

    assertThat(terminate(lease.runId().toString()).kind()).isEqualTo(Kind.ACCEPTED);

    assertThat(record(lease).status()).isEqualTo(WorkflowStatus.TERMINATED);
  }

  @Test
  void recordsATerminationLaterThanWhatStandsBeforeIt() {
    RunLease lease = owned();
    Instant ahead = databaseTime().plusSeconds(3600);
    commit(turn(lease).recordedAt(ahead).records(scheduled("a")));

    terminate(lease.runId().toString());

    assertThat(lastEvent(lease).recordedAt()).isEqualTo(ahead.plusNanos(1000));
  }

  @Test
  void saysWhatItCannotTerminate() {
    RunLease closed = owned();
    commit(turn(closed).completes(json("1")));
    RunId id = new RunId(record(closed).workflowId(), closed.runId());
    SendOutcome refused = new SendOutcome(Kind.CLOSED, id, closed.chainId(), null);

    assertThat(terminate(closed.runId().toString())).isEqualTo(refused);
    assertThat(terminate(id.workflowId())).isEqualTo(refused);
    assertThat(terminate("no such order"))
        .isEqualTo(new SendOutcome(Kind.NOT_FOUND, null, null, null));
    assertThat(history(closed)).hasSize(2);
  }

  @Test
  void recognisesTheTerminationThatEndedARunWhenItIsSentAgain() {
    RunLease lease = owned();
    String run = lease.runId().toString();
    Termination first = new Termination(UUID.randomUUID(), run, null, lease.node());
    Termination other = new Termination(UUID.randomUUID(), run, null, lease.node());
    commits().terminate(first);
    RunRecord closed = record(lease);

    assertThat(commits().terminate(first))
        .isEqualTo(
            new SendOutcome(
                Kind.DUPLICATE,
                new RunId(closed.workflowId(), lease.runId()),
                lease.chainId(),
                null));
    assertThat(commits().terminate(other).kind()).isEqualTo(Kind.CLOSED);
    assertThat(record(lease)).isEqualTo(closed);
    assertThat(history(lease)).hasSize(2);
  }

  @Test
  void closesOnceWhenATerminationAndTheOwnersClosingMeet() {
    for (int round = 0; round < 15; round++) {
      RunLease lease = owned();
      Turn closing = turn(lease).completes(json("1"));

      List<Boolean> won =
          Race.all(
              List.of(
                  () -> closes(closing),
                  () -> Race.settled(() -> accepts(lease.runId().toString()))));

      assertThat(won).containsExactlyInAnyOrder(true, false);
      assertThat(history(lease)).hasSize(2);
      assertThat(record(lease).status())
          .isEqualTo(won.get(0) ? WorkflowStatus.COMPLETED : WorkflowStatus.TERMINATED);
    }
  }

  private boolean closes(Turn closing) throws Exception {
    try {
      return Race.settled(
          () -> {
            commit(closing);
            return true;
          });
    } catch (CommitRejectedException e) {
      assertThat(e.reason()).isEqualTo(Reason.FENCED);
      return false;
    }
  }

  private boolean accepts(String target) {
    return terminate(target).kind() == Kind.ACCEPTED;
  }

  private SendOutcome terminate(String target) {
    return commits()
        .terminate(
            new Termination(UUID.randomUUID(), target, new Payload("\"why\""), UUID.randomUUID()));
  }
}
