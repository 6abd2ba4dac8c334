package dev.workflows.test.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.workflows.ParentClosePolicy;
import dev.workflows.RunId;
import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import dev.workflows.spi.Closing;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.SendOutcome.Kind;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.Message;
import dev.workflows.spi.Outgoing;
import dev.workflows.spi.Outgoing.ChildStart;
import dev.workflows.spi.Outgoing.Continuation;
import dev.workflows.spi.Parent;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.RunRecord;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A run whose time is over ends without its code, once, and never another one in its place. */
abstract class TimeoutRules extends StoreRules {

  private static final Instant DEADLINE = Instant.parse("2026-01-02T03:04:05.000006Z");

  TimeoutRules(WorkflowStoreContract contract) {
    super(contract);
  }

  @Test
  void endARunWhoeverOwnsIt() {
    RunLease lease = owned();
    send(lease, signal("1"));

    SendOutcome outcome = timeOut(lease);

    RunRecord run = record(lease);
    RunId id = new RunId(run.workflowId(), lease.runId());
    assertThat(outcome)
        .isEqualTo(new SendOutcome(Kind.ACCEPTED, id, lease.chainId(), lease.node()));
    assertThat(run.status()).isEqualTo(WorkflowStatus.TIMED_OUT);
    assertThat(run.owner()).isNull();
    assertThat(run.closedAt()).isNotNull();
    assertThat(lastEvent(lease).event()).isEqualTo(new Event.WorkflowTimedOut(DEADLINE));
    assertThat(unread(lease)).isEmpty();
    assertThat(runs().deadLetters(lease.chainId())).isEqualTo(1);
    assertRejected(Reason.FENCED, turn(lease).at(2).records(scheduled("late")));
  }

  @Test
  void recogniseTheEndWhenItIsSentAgain() {
    RunLease lease = owned();
    timeOut(lease);
    RunRecord closed = record(lease);

    assertThat(timeOut(lease).kind()).isEqualTo(Kind.DUPLICATE);

    assertThat(record(lease)).isEqualTo(closed);
    assertThat(history(lease)).hasSize(2);
  }

  @Test
  void sayThatARunHasEndedOtherwise() {
    RunLease lease = owned();
    commit(turn(lease).completes(json("1")));

    assertThat(timeOut(lease).kind()).isEqualTo(Kind.CLOSED);

    assertThat(record(lease).status()).isEqualTo(WorkflowStatus.COMPLETED);
  }

  @Test
  void leaveTheRunAloneThatContinuesIt() {
    RunLease lease = owned();
    StartPlan next = plan().workflowId(record(lease).workflowId()).chain(lease.chainId());
    Turn turn = turn(lease).records(new Event.WorkflowContinuedAsNew(next.runId, null));
    Instant at = turn.recorded().get(0).recordedAt();
    Outgoing outgoing = new Outgoing(List.of(), List.of(), new Continuation(next.run(), List.of()));
    Closing end = new Closing(WorkflowStatus.CONTINUED_AS_NEW, null, null, at);
    commits().commit(List.of(reaching(turn, end, outgoing)));

    assertThat(timeOut(lease).kind()).isEqualTo(Kind.CLOSED);

    assertThat(runs().find(next.runId.toString()).orElseThrow().status())
        .isEqualTo(WorkflowStatus.RUNNING);
    assertThat(histories().length(next.runId)).isEqualTo(1);
  }

  @Test
  void tellParentAndChildren() {
    RunLease parent = owned();
    StartPlan child = child(parent, 2, ParentClosePolicy.ABANDON);
    beget(parent, child);
    RunLease itself = claim(node()).get(0);
    StartPlan ended = child(itself, 2, ParentClosePolicy.TERMINATE);
    StartPlan asked = child(itself, 3, ParentClosePolicy.CANCEL);
    beget(itself, ended, asked);

    timeOut(itself);

    assertThat(unread(parent))
        .extracting(Message::kind, Message::name)
        .containsExactly(tuple(Message.Kind.CHILD_OUTCOME, "TIMED_OUT"));
    List<RunLease> children = claim(node());
    assertThat(children)
        .flatExtracting(this::unread)
        .extracting("kind")
        .containsExactlyInAnyOrder(Message.Kind.TERMINATE, Message.Kind.CANCEL);
  }

  private void beget(RunLease lease, StartPlan... children) {
    List<ChildStart> starts =
        Stream.of(children).map(child -> new ChildStart(child.run(), json("{}"))).toList();
    Turn turn = turn(lease).records(scheduled("a"));
    commits().commit(List.of(reaching(turn, null, new Outgoing(starts, List.of(), null))));
  }

  private StartPlan child(RunLease parent, long seq, ParentClosePolicy policy) {
    return plan().parent(new Parent(parent.runId(), parent.chainId(), seq, policy));
  }

  private static RunCommit reaching(Turn turn, @Nullable Closing closing, Outgoing outgoing) {
    RunCommit plain = turn.commit();
    return new RunCommit(
        plain.lease(),
        plain.events(),
        plain.consumed(),
        plain.retries(),
        plain.settledActivities(),
        plain.claimedOutcomes(),
        plain.resumes(),
        closing,
        outgoing);
  }

  private SendOutcome timeOut(RunLease lease) {
    return commits().terminate(Termination.timedOut(lease.runId(), DEADLINE, lease.node()));
  }
}
