package dev.workflows.test.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.workflows.ParentClosePolicy;
import dev.workflows.WorkflowStatus;
import dev.workflows.history.DerivedId;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import dev.workflows.spi.Closing;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.StartAndSend;
import dev.workflows.spi.CommitStore.StartAndSendOutcome;
import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.Outgoing;
import dev.workflows.spi.Outgoing.ChildStart;
import dev.workflows.spi.Outgoing.Continuation;
import dev.workflows.spi.Outgoing.Delivery;
import dev.workflows.spi.Parent;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.RunReader.UpdateKey;
import dev.workflows.spi.RunRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a commit does to other runs is written with it, once, or not at all. */
abstract class OtherRunRules extends StoreRules {

  private static final Payload REFUSAL = new Payload("{\"code\":\"WF-203\"}");

  OtherRunRules(WorkflowStoreContract contract) {
    super(contract);
  }

  // ---- children

  @Test
  void childrenBeginWithTheCommitThatCallsThem() {
    RunLease parent = owned();
    NewRun child = child(parent, 2, "child " + parent.runId(), ParentClosePolicy.CANCEL);

    commit(calling(parent, child));

    RunRecord row = runs().find(child.workflowId()).orElseThrow();
    assertThat(row.runId()).isEqualTo(child.runId());
    assertThat(row.chainId()).isEqualTo(child.runId());
    assertThat(row.status()).isEqualTo(WorkflowStatus.RUNNING);
    assertThat(row.parent())
        .isEqualTo(new Parent(parent.runId(), parent.chainId(), 2, ParentClosePolicy.CANCEL));
    assertThat(histories().read(child.runId(), 1, 9)).isEqualTo(child.events());
    assertThat(claim(node())).extracting(RunLease::runId).containsExactly(child.runId());
  }

  @Test
  void manyChildrenBeginTogether() {
    RunLease parent = owned();
    List<NewRun> children =
        IntStream.range(0, 50)
            .mapToObj(
                i -> child(parent, 2 + i, parent.runId() + " " + i, ParentClosePolicy.ABANDON))
            .toList();

    commit(calling(parent, children.toArray(NewRun[]::new)));

    assertThat(runs().runs(children.stream().map(NewRun::runId).toList())).hasSize(50);
  }

  @Test
  void childrenBeginOnceWhoeverRepeatsThat() {
    RunLease parent = owned();
    NewRun child = child(parent, 2, "child " + parent.runId(), ParentClosePolicy.CANCEL);
    Turn turn = calling(parent, child);
    commit(turn);

    commit(turn);

    assertThat(histories().length(child.runId())).isEqualTo(1);
    assertThat(unread(parent)).isEmpty();
  }

  @Test
  void aChildWhoseIdIsTakenDoesNotBeginAndItsParentIsTold() {
    StartPlan other = plan();
    start(other);
    RunLease parent = owned();
    NewRun refused = child(parent, 2, other.workflowId(), ParentClosePolicy.CANCEL);
    NewRun begun = child(parent, 3, "child " + parent.runId(), ParentClosePolicy.CANCEL);

    commit(calling(parent, refused, begun));

    assertThat(runs().runs(List.of(refused.runId(), begun.runId())))
        .extracting(RunRecord::runId)
        .containsExactly(begun.runId());
    assertThat(histories().length(refused.runId())).isZero();
    assertThat(unread(parent))
        .containsExactly(Message.childOutcome(parentOf(refused), Message.NOT_STARTED, REFUSAL));
  }

  @Test
  void aCommitThatIsRejectedBeginsAndTellsNothing() {
    RunLease parent = owned();
    RunLease other = owned();
    NewRun child = child(parent, 2, "child " + parent.runId(), ParentClosePolicy.CANCEL);
    commit(turn(parent).records(scheduled("other")));

    assertRejected(
        Reason.FENCED,
        calling(parent, child)
            .at(2)
            .outgoing(
                outgoing(
                    List.of(new ChildStart(child, REFUSAL)),
                    new Delivery(other.chainId(), null, signal("1"), null))));

    assertThat(runs().runs(List.of(child.runId()))).isEmpty();
    assertThat(histories().length(child.runId())).isZero();
    assertThat(unread(other)).isEmpty();
  }

  @Test
  void ofManyChildrenThatWantOneIdOneBegins() {
    String workflowId = "wanted " + UUID.randomUUID();
    List<RunLease> parents = IntStream.range(0, 8).mapToObj(i -> owned()).toList();
    List<Turn> turns =
        parents.stream()
            .map(parent -> calling(parent, child(parent, 2, workflowId, ParentClosePolicy.CANCEL)))
            .toList();

    Race.all(
        turns.stream()
            .map(
                turn ->
                    (Callable<Boolean>)
                        () ->
                            Race.settled(
                                () -> {
                                  commit(turn);
                                  return true;
                                }))
            .toList());

    UUID begun = runs().find(workflowId).orElseThrow().runId();
    for (RunLease parent : parents) {
      boolean mine = DerivedId.of(parent.runId(), 2).equals(begun);
      assertThat(unread(parent)).hasSize(mine ? 0 : 1);
    }
  }

  // ---- messages

  @Test
  void messagesArriveOnceInTheInboxOfAnotherRun() {
    RunLease sender = owned();
    RunLease other = owned();
    Delivery delivery = new Delivery(other.chainId(), other.runId(), signal("1"), null);

    commit(turn(sender).records(scheduled("a")).outgoing(outgoing(List.of(), delivery)));
    commit(turn(sender).records(scheduled("b")).outgoing(outgoing(List.of(), delivery)));

    assertThat(unread(other)).containsExactly(signal("1"));
  }

  @Test
  void messagesForARunThatMustBeOpenAreLostIfItIsNot() {
    RunLease sender = owned();
    RunLease closed = owned();
    commit(turn(closed).completes(json("1")));
    Delivery delivery = new Delivery(closed.chainId(), closed.runId(), signal("1"), null);

    commit(turn(sender).records(scheduled("a")).outgoing(outgoing(List.of(), delivery)));

    assertThat(unread(closed)).isEmpty();
    assertThat(send(closed, signal("1")).kind()).isEqualTo(SendOutcome.Kind.CLOSED);
  }

  @Test
  void answersAreThereForWhoAsksAndForNobodyElseToRead() {
    RunLease lease = owned();
    Message update = Message.update("1", "move", json("\"there\""));
    Message answer = Message.answer(update.messageId(), "COMPLETED", json("\"here\""));
    UpdateKey key = new UpdateKey(lease.chainId(), update.messageId());
    send(lease, update);
    assertThat(runs().answers(List.of(key))).isEmpty();

    commit(
        turn(lease)
            .records(
                new Event.UpdateAccepted("move", update.messageId(), null, update.payload()),
                new Event.UpdateCompleted(2, answer.payload()))
            .consumes(update.messageId(), 2)
            .outgoing(outgoing(List.of(), new Delivery(lease.chainId(), null, answer, 3L))));

    UpdateKey other = new UpdateKey(UUID.randomUUID(), update.messageId());
    assertThat(runs().answers(List.of(key, other))).isEqualTo(Map.of(key, answer));
    assertThat(unread(lease)).isEmpty();
    assertThat(send(lease, update).kind()).isEqualTo(SendOutcome.Kind.DUPLICATE);
  }

  @Test
  void messagesForLaterAreNotReadBefore() {
    RunLease lease = owned();

    commits()
        .send(
            List.of(new Send(lease.runId().toString(), signal("late"), Duration.ofHours(1), null)));
    send(lease, signal("now"));

    assertThat(unread(lease)).containsExactly(signal("now"));
    assertThat(send(lease, signal("late")).kind()).isEqualTo(SendOutcome.Kind.DUPLICATE);
    commit(turn(lease).consumes(idOf(signal("now")), 0));
    assertThat(release(lease, null)).isTrue();
  }

  // ---- runs that go on

  @Test
  void aRunGoesOnAsANewOneOfItsChain() {
    RunLease lease = owned();
    RunRecord before = record(lease);

    NewRun next = goOn(lease, List.of());

    RunRecord ended = record(lease);
    assertThat(ended.status()).isEqualTo(WorkflowStatus.CONTINUED_AS_NEW);
    assertThat(ended.closedAt()).isNotNull();
    RunRecord open = runs().find(before.workflowId()).orElseThrow();
    assertThat(open.runId()).isEqualTo(next.runId());
    assertThat(open.chainId()).isEqualTo(lease.chainId());
    assertThat(open.startedAt()).isAfter(before.startedAt());
    assertThat(histories().read(next.runId(), 1, 9)).isEqualTo(next.events());
    assertThat(claim(node())).extracting(RunLease::runId).containsExactly(next.runId());
  }

  @Test
  void whatIsUnreadOrLeftReachesTheRunThatGoesOn() {
    RunLease lease = owned();
    for (String id : List.of("taken", "left", "late")) {
      send(lease, signal(id));
    }
    commit(
        turn(lease)
            .records(
                new Event.SignalReceived("paid", idOf(signal("taken")), null),
                new Event.SignalReceived("paid", idOf(signal("left")), null))
            .consumes(idOf(signal("taken")), 2)
            .consumes(idOf(signal("left")), 3));

    goOn(lease, List.of(idOf(signal("left"))));

    assertThat(unread(lease)).containsExactly(signal("left"), signal("late"));
    assertThat(runs().deadLetters(lease.chainId())).isZero();
  }

  @Test
  void messagesToTheChainReachTheRunThatGoesOnOnce() {
    RunLease lease = owned();
    send(lease, signal("1"));
    commit(turn(lease).consumes(idOf(signal("1")), 0));
    NewRun next = goOn(lease, List.of());

    assertThat(send(lease, signal("1")).kind()).isEqualTo(SendOutcome.Kind.DUPLICATE);
    SendOutcome sent = send(lease, signal("2"));

    assertThat(sent.kind()).isEqualTo(SendOutcome.Kind.ACCEPTED);
    assertThat(Objects.requireNonNull(sent.run()).runId()).isEqualTo(next.runId());
    assertThat(unread(lease)).containsExactly(signal("2"));
  }

  /** A run may call a child by its own id, and go on as new in the same turn. */
  @Test
  void aRunThatGoesOnComesBeforeChildrenThatWantItsId() {
    RunLease lease = owned();
    String workflowId = record(lease).workflowId();
    NewRun child = child(lease, 2, workflowId, ParentClosePolicy.ABANDON);
    Turn turn = turn(lease);
    NewRun next = next(lease, turn, 3);

    commit(
        turn.records(
                new Event.ChildScheduled(type, workflowId, ParentClosePolicy.ABANDON, json("1")))
            .closes(
                new Event.WorkflowContinuedAsNew(next.runId(), json("1")),
                new Closing(WorkflowStatus.CONTINUED_AS_NEW, null, null, turn.time()))
            .outgoing(
                new Outgoing(
                    List.of(new ChildStart(child, REFUSAL)),
                    List.of(),
                    new Continuation(next, List.of()))));

    assertThat(runs().find(workflowId).orElseThrow().runId()).isEqualTo(next.runId());
    assertThat(runs().runs(List.of(child.runId()))).isEmpty();
  }

  @Test
  void aRepeatedCommitIsKnownAlsoWhenItsChildHasEnded() {
    RunLease parent = owned();
    NewRun child = child(parent, 2, "child " + parent.runId(), ParentClosePolicy.CANCEL);
    Turn turn = calling(parent, child);
    commit(turn);
    RunLease lease = claim(node()).get(0);
    commit(turn(lease).completes(json("1")));

    commit(turn);

    assertThat(histories().length(child.runId())).isEqualTo(2);
  }

  private NewRun goOn(RunLease lease, List<String> left) {
    Turn turn = turn(lease);
    NewRun next = next(lease, turn, histories().nextSeq(lease.runId()));
    commit(
        turn.closes(
                new Event.WorkflowContinuedAsNew(next.runId(), json("1")),
                new Closing(WorkflowStatus.CONTINUED_AS_NEW, null, null, turn.time()))
            .outgoing(new Outgoing(List.of(), List.of(), new Continuation(next, left))));
    return next;
  }

  private NewRun next(RunLease lease, Turn turn, long seq) {
    UUID id = DerivedId.of(lease.runId(), seq);
    Event.WorkflowStarted started = new Event.WorkflowStarted(type, 7, lease.runId(), 1, json("1"));
    return new NewRun(
        id,
        lease.chainId(),
        record(lease).workflowId(),
        type,
        null,
        Duration.ZERO,
        null,
        null,
        List.of(new RecordedEvent(1, started, 0, null, turn.time().plusNanos(1_000))),
        null);
  }

  // ---- ends from outside

  @Test
  void aTerminationTellsParentAndChildren() {
    RunLease grandparent = owned();
    NewRun parent = child(grandparent, 2, "p " + grandparent.runId(), ParentClosePolicy.ABANDON);
    commit(calling(grandparent, parent));
    RunLease lease = claim(node()).get(0);
    NewRun ends = child(lease, 2, "t " + lease.runId(), ParentClosePolicy.TERMINATE);
    NewRun cleansUp = child(lease, 3, "c " + lease.runId(), ParentClosePolicy.CANCEL);
    NewRun goesOn = child(lease, 4, "a " + lease.runId(), ParentClosePolicy.ABANDON);
    commit(calling(lease, ends, cleansUp, goesOn));

    commits()
        .terminate(new Termination(UUID.randomUUID(), parent.runId().toString(), null, node()));

    assertThat(unread(grandparent))
        .extracting(Message::messageId, Message::name)
        .containsExactly(tuple("child:" + grandparent.runId() + ":2", "TERMINATED"));
    assertThat(kinds(ends)).containsExactly(Message.Kind.TERMINATE);
    assertThat(kinds(cleansUp)).containsExactly(Message.Kind.CANCEL);
    assertThat(kinds(goesOn)).isEmpty();
  }

  private List<Message.Kind> kinds(NewRun run) {
    return ownership().unreadOf(List.of(run.chainId())).stream()
        .map(read -> read.message().kind())
        .toList();
  }

  // ---- starts with a message

  @Test
  void aStartBringsItsMessage() {
    StartPlan plan = plan();

    StartAndSendOutcome outcome = startAndSend(plan, signal("1"));

    assertThat(outcome.start().kind()).isEqualTo(StartOutcome.Kind.STARTED);
    assertThat(outcome.sent().kind()).isEqualTo(SendOutcome.Kind.ACCEPTED);
    assertThat(claim(node())).hasSize(1);
    assertThat(ownership().unreadOf(List.of(plan.runId))).hasSize(1);
  }

  @Test
  void aMessageReachesTheRunThatIsOpen() {
    StartPlan open = plan();
    start(open);

    StartAndSendOutcome outcome = startAndSend(plan().workflowId(open.workflowId()), signal("1"));

    assertThat(outcome.start())
        .isEqualTo(new StartOutcome(StartOutcome.Kind.ALREADY_OPEN, open.runId));
    assertThat(outcome.sent().kind()).isEqualTo(SendOutcome.Kind.ACCEPTED);
    assertThat(ownership().unreadOf(List.of(open.runId))).hasSize(1);
  }

  @Test
  void aRepeatedStartBringsItsMessageOnce() {
    StartPlan plan = plan();
    startAndSend(plan, signal("1"));

    StartAndSendOutcome again = startAndSend(plan, signal("1"));

    assertThat(again.start().kind()).isEqualTo(StartOutcome.Kind.STARTED);
    assertThat(again.sent().kind()).isEqualTo(SendOutcome.Kind.DUPLICATE);
  }

  @Test
  void aMessageToARunOfThatKeyThatHasEndedIsRefused() {
    StartPlan ended = plan().startKey("key " + UUID.randomUUID()).owner(node());
    start(ended);
    commit(turn(ended.lease()).completes(json("1")));
    NewRun again = ended.run();
    StartPlan other = plan().startKey(String.valueOf(again.startKey()));

    StartAndSendOutcome outcome = startAndSend(other, signal("1"));

    assertThat(outcome.start().kind()).isEqualTo(StartOutcome.Kind.SAME_KEY);
    assertThat(outcome.sent().kind()).isEqualTo(SendOutcome.Kind.CLOSED);
  }

  private StartAndSendOutcome startAndSend(StartPlan plan, Message message) {
    return commits().startAndSend(List.of(new StartAndSend(plan.run(), message))).get(0);
  }

  // ---- what the tests share

  private Turn calling(RunLease parent, NewRun... children) {
    Turn turn = turn(parent);
    for (NewRun child : children) {
      turn.records(
          new Event.ChildScheduled(type, child.workflowId(), parentOf(child).policy(), json("1")));
    }
    return turn.outgoing(
        outgoing(List.of(children).stream().map(child -> new ChildStart(child, REFUSAL)).toList()));
  }

  private static Outgoing outgoing(List<ChildStart> children, Delivery... deliveries) {
    return new Outgoing(children, List.of(deliveries), (@Nullable Continuation) null);
  }

  private static Parent parentOf(NewRun child) {
    return Objects.requireNonNull(child.parent());
  }

  private NewRun child(RunLease parent, long seq, String workflowId, ParentClosePolicy policy) {
    UUID id = DerivedId.of(parent.runId(), seq);
    Event.WorkflowStarted started = new Event.WorkflowStarted(type, 7, json("1"));
    return new NewRun(
        id,
        id,
        workflowId,
        type,
        null,
        Duration.ZERO,
        null,
        new Parent(parent.runId(), parent.chainId(), seq, policy),
        List.of(new RecordedEvent(1, started, 0, null, turn(parent).time())),
        null);
  }
}
