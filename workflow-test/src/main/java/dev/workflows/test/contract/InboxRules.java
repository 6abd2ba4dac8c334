package dev.workflows.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunId;
import dev.workflows.history.Event;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.SendOutcome.Kind;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.Message;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Messages are accepted once, and by the run they are for. */
abstract class InboxRules extends StoreRules {

  InboxRules(WorkflowStoreContract contract) {
    super(contract);
  }

  @Test
  void addressesARunByItsRunId() {
    RunLease lease = owned();

    SendOutcome outcome = send(lease.runId().toString(), signal("1"));

    assertThat(outcome)
        .isEqualTo(new SendOutcome(Kind.ACCEPTED, idOf(lease), lease.chainId(), lease.node()));
    assertThat(unread(lease)).containsExactly(signal("1"));
  }

  @Test
  void addressesTheOpenRunOfAWorkflowId() {
    RunLease closed = owned();
    String workflowId = record(closed).workflowId();
    commit(turn(closed).completes(json("1")));
    StartPlan second = plan().workflowId(workflowId);
    start(second);

    SendOutcome outcome = send(workflowId, signal("1"));

    assertThat(outcome)
        .isEqualTo(
            new SendOutcome(
                Kind.ACCEPTED, new RunId(workflowId, second.runId), second.runId, null));
  }

  @Test
  void takesATargetThatIsNoRunIdForAWorkflowIdEvenIfItLooksLikeOne() {
    StartPlan plan = plan().workflowId(UUID.randomUUID().toString());
    start(plan);

    assertThat(send(plan.workflowId(), signal("1")).kind()).isEqualTo(Kind.ACCEPTED);
  }

  @Test
  void refusesMessagesToAClosedRun() {
    RunLease lease = owned();
    commit(turn(lease).completes(json("1")));
    SendOutcome closed = new SendOutcome(Kind.CLOSED, idOf(lease), lease.chainId(), null);

    assertThat(send(lease.runId().toString(), signal("1"))).isEqualTo(closed);
    assertThat(send(record(lease).workflowId(), signal("1"))).isEqualTo(closed);
    assertThat(unread(lease)).isEmpty();
  }

  @Test
  void namesTheRunThatReadersFindEvenIfSeveralOfItsIdBeganAtOneTime() {
    String id = plan().workflowId();
    Instant at = Instant.parse("2026-06-01T00:00:00.000001Z");
    UUID node = node();
    for (int i = 0; i < 5; i++) {
      start(new StartPlan(type, at).workflowId(id).owner(node).completes(json("1")));
    }

    RunId latest = new RunId(id, runs().find(id).orElseThrow().runId());
    Termination end = new Termination(UUID.randomUUID(), id, null, node);

    assertThat(send(id, signal("1")).run()).isEqualTo(latest);
    assertThat(commits().terminate(end).run()).isEqualTo(latest);
  }

  @Test
  void keepsWhoSentAMessage() {
    RunLease lease = owned();
    Message told = signal("1").sentBy("ada from ::1");
    Message untold = signal("2");
    Message cancel = Message.cancel(null).sentBy("bob");

    List.of(told, untold, cancel).forEach(message -> send(lease, message));

    assertThat(unread(lease)).containsExactly(told, untold, cancel);
  }

  /** Its sender may not know that it was accepted: the answer may have been lost. */
  @Test
  void recognisesARepeatedMessageAlsoAfterItsRunHasClosed() {
    RunLease lease = owned();
    send(lease, Message.cancel(null));
    commit(turn(lease).consumes("cancel", 0).completes(json("1")));
    SendOutcome known = new SendOutcome(Kind.DUPLICATE, idOf(lease), lease.chainId(), null);

    assertThat(send(lease, Message.cancel(null))).isEqualTo(known);
    assertThat(send(record(lease).workflowId(), Message.cancel(null))).isEqualTo(known);
    assertThat(send(lease, signal("1")).kind()).isEqualTo(Kind.CLOSED);
  }

  @Test
  void acceptsAMessageForTheOpenRunThatAClosedOneOfTheSameWorkflowIdKnows() {
    RunLease closed = owned();
    String workflowId = record(closed).workflowId();
    send(closed, signal("1"));
    commit(turn(closed).consumes(idOf(signal("1")), 0).completes(json("1")));
    start(plan().workflowId(workflowId));

    assertThat(send(workflowId, signal("1")).kind()).isEqualTo(Kind.ACCEPTED);
    assertThat(send(closed, signal("1")).kind()).isEqualTo(Kind.DUPLICATE);
  }

  @Test
  void doesNotPassAMessageToAClosedRunOnToALaterOne() {
    RunLease closed = owned();
    commit(turn(closed).completes(json("1")));
    StartPlan second = plan().workflowId(record(closed).workflowId());
    start(second);

    assertThat(send(closed.runId().toString(), signal("1")).kind()).isEqualTo(Kind.CLOSED);

    assertThat(ownership().unreadOf(List.of(second.runId))).isEmpty();
  }

  @Test
  void doesNotFindAnUnknownTarget() {
    SendOutcome notFound = new SendOutcome(Kind.NOT_FOUND, null, null, null);

    assertThat(send(UUID.randomUUID().toString(), signal("1"))).isEqualTo(notFound);
    assertThat(send("no such order", signal("1"))).isEqualTo(notFound);
  }

  @Test
  void answersABatchInItsOrder() {
    RunLease lease = owned();
    RunLease closed = owned();
    commit(turn(closed).completes(json("1")));
    String run = lease.runId().toString();

    List<SendOutcome> outcomes =
        commits()
            .send(
                List.of(
                    new Send(run, signal("1")),
                    new Send("no such order", signal("1")),
                    new Send(closed.runId().toString(), signal("1")),
                    new Send(run, signal("1")),
                    new Send(run, signal("2"))));

    assertThat(outcomes)
        .extracting(SendOutcome::kind)
        .containsExactly(Kind.ACCEPTED, Kind.NOT_FOUND, Kind.CLOSED, Kind.DUPLICATE, Kind.ACCEPTED);
    assertThat(unread(lease)).containsExactly(signal("1"), signal("2"));
  }

  @Test
  void keepsEveryPartOfAMessage() {
    RunLease lease = owned();
    Message plain = Message.signal("plain", "n\u00e4me", null);
    Message cancel = Message.cancel(json("\"changed my mind \ud83c\udf75\""));
    Message outcome = Message.outcome(lease.runId(), 3, 7, json("[1,2]"));

    List.of(plain, cancel, outcome).forEach(message -> send(lease, message));

    assertThat(unread(lease)).containsExactly(plain, cancel, outcome);
  }

  @Test
  void recognisesARepeatedMessage() {
    RunLease lease = owned();
    send(lease, signal("1"));

    SendOutcome again = send(lease, Message.signal("1", "other", null));

    assertThat(again)
        .isEqualTo(new SendOutcome(Kind.DUPLICATE, idOf(lease), lease.chainId(), lease.node()));
    assertThat(unread(lease)).containsExactly(signal("1"));
  }

  @Test
  void recognisesARepeatedMessageAfterItWasConsumed() {
    RunLease lease = owned();
    send(lease, signal("1"));
    commit(turn(lease).records(received("signal:1")).consumes(idOf(signal("1")), 2));

    assertThat(send(lease, signal("1")).kind()).isEqualTo(Kind.DUPLICATE);

    assertThat(unread(lease)).isEmpty();
  }

  @Test
  void keepsTheMessagesOfRunsApart() {
    RunLease one = owned();
    RunLease other = owned();
    send(one, signal("1"));

    assertThat(send(other, signal("1")).kind()).isEqualTo(Kind.ACCEPTED);

    assertThat(unread(one)).hasSize(1);
    assertThat(unread(other)).hasSize(1);
  }

  @Test
  void acceptsAMessageOnceHoweverManySendIt() {
    RunLease lease = owned();

    List<Kind> kinds = Race.all(8, () -> Race.settled(() -> send(lease, signal("1")).kind()));

    assertThat(kinds).containsOnlyOnce(Kind.ACCEPTED);
    assertThat(kinds).filteredOn(Kind.DUPLICATE::equals).hasSize(7);
    assertThat(unread(lease)).hasSize(1);
  }

  private RunId idOf(RunLease lease) {
    return new RunId(record(lease).workflowId(), lease.runId());
  }

  private static Event received(String messageId) {
    return new Event.SignalReceived("paid", messageId, null);
  }

  @Test
  void takeNoMoreThanTheyMayHaveUnread() {
    RunLease lease = owned();

    assertThat(List.of(limited(lease, "1"), limited(lease, "2")))
        .containsOnly(SendOutcome.Kind.ACCEPTED);
    assertThat(limited(lease, "3")).isEqualTo(SendOutcome.Kind.FULL);
    assertThat(limited(lease, "2")).isEqualTo(SendOutcome.Kind.DUPLICATE);
    assertThat(send(lease, Message.cancel(null)).kind()).isEqualTo(SendOutcome.Kind.ACCEPTED);
    assertThat(unread(lease)).hasSize(3);

    commit(
        turn(lease)
            .consumes(idOf(signal("1")), 0)
            .consumes(idOf(signal("2")), 0)
            .consumes("cancel", 0));

    assertThat(limited(lease, "3")).isEqualTo(SendOutcome.Kind.ACCEPTED);
  }

  private SendOutcome.Kind limited(RunLease lease, String id) {
    Send send = new Send(lease.runId().toString(), signal(id), Duration.ZERO, 2);
    return commits().send(List.of(send)).get(0).kind();
  }
}
