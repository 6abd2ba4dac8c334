package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.Failure;
import dev.workflows.ParentClosePolicy;
import dev.workflows.RunId;
import dev.workflows.history.DerivedId;
import dev.workflows.history.Event;
import dev.workflows.history.Migration;
import dev.workflows.payload.Payload;
import dev.workflows.replay.Decision;
import dev.workflows.replay.FailureCodec;
import dev.workflows.replay.Markers;
import dev.workflows.replay.OpenChild;
import dev.workflows.replay.RunExecution;
import dev.workflows.replay.UpdateAnswer;
import dev.workflows.spi.Closing;
import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.Outgoing;
import dev.workflows.spi.Outgoing.ChildStart;
import dev.workflows.spi.Outgoing.Continuation;
import dev.workflows.spi.Outgoing.Delivery;
import dev.workflows.spi.Parent;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a decision does to other runs: children begin, parents and children are told of an end,
 * senders of updates are answered, a run goes on as a new one. Everything follows from the decision
 * alone, so that the same decision is the same commit whenever it is sent.
 */
final class Effects {

  private final RunId id;
  private final RunLease lease;
  private final @Nullable Parent parent;
  private final FailureCodec failures;
  private final List<ChildStart> children = new ArrayList<>(0);
  private final List<Delivery> deliveries = new ArrayList<>(0);
  private @Nullable Continuation continuation;

  private Effects(RunId id, RunLease lease, @Nullable Parent parent, FailureCodec failures) {
    this.id = id;
    this.lease = lease;
    this.parent = parent;
    this.failures = failures;
  }

  /** What a decision of this run does to others. */
  static Outgoing of(
      RunId id,
      RunLease lease,
      @Nullable Parent parent,
      FailureCodec failures,
      Decision decision,
      RunExecution execution) {
    Effects effects = new Effects(id, lease, parent, failures);
    long seq = decision.firstSeq();
    for (Event event : decision.events()) {
      effects.add(event, seq++, decision.at(), execution);
    }
    decision.answers().forEach(effects::answer);
    decision.closing().ifPresent(event -> effects.end(event, decision.at(), execution));
    return effects.isEmpty()
        ? Outgoing.NONE
        : new Outgoing(effects.children, effects.deliveries, effects.continuation);
  }

  private boolean isEmpty() {
    return children.isEmpty() && deliveries.isEmpty() && continuation == null;
  }

  private void add(Event event, long seq, Instant at, RunExecution execution) {
    if (event instanceof Event.ChildScheduled scheduled) {
      int version = execution.newestVersion(scheduled.workflowType());
      children.add(child(scheduled, seq, at, version));
    } else if (event instanceof Event.ChildCancelRequested asked) {
      deliver(DerivedId.of(id.runId(), asked.scheduledSeq()), null, Message.cancel(asked.reason()));
    }
  }

  private ChildStart child(Event.ChildScheduled scheduled, long seq, Instant at, int version) {
    UUID runId = DerivedId.of(id.runId(), seq);
    Parent self = new Parent(id.runId(), lease.chainId(), seq, scheduled.policy());
    Failure refusal =
        Failure.of(
            ErrorCode.ALREADY_EXISTS,
            "Workflow '%s' is open already.".formatted(scheduled.workflowId()));
    Event.WorkflowStarted started =
        new Event.WorkflowStarted(
            scheduled.workflowType(),
            seed(runId),
            null,
            version,
            scheduled.input(),
            scheduled.terms().from(at));
    return new ChildStart(
        unowned(runId, runId, scheduled.workflowId(), self, List.of(started), at),
        failures.encode(refusal));
  }

  /** Ids are digests, so their bits are as good as chance, and the same for the same run. */
  private static long seed(UUID runId) {
    return runId.getMostSignificantBits() ^ runId.getLeastSignificantBits();
  }

  private static NewRun unowned(
      UUID runId,
      UUID chainId,
      String workflowId,
      @Nullable Parent parent,
      List<Event> first,
      Instant at) {
    Event.WorkflowStarted started = (Event.WorkflowStarted) first.get(0);
    return new NewRun(
        runId,
        chainId,
        workflowId,
        started.workflowType(),
        null,
        Duration.ZERO,
        null,
        parent,
        Commits.recorded(first, at),
        null);
  }

  private void answer(UpdateAnswer answer) {
    Message message = Message.answer(answer.messageId(), answer.kind().name(), answer.payload());
    deliveries.add(new Delivery(lease.chainId(), null, message, answer.seq()));
  }

  private void end(Event event, Instant at, RunExecution execution) {
    if (event instanceof Event.WorkflowContinuedAsNew continued) {
      continuation = continuation(continued, at, execution);
    } else if (parent != null) {
      Closing closing = Commits.closing(event, at);
      Payload payload = closing.result() == null ? closing.failure() : closing.result();
      deliver(
          parent.chainId(),
          parent.runId(),
          Message.childOutcome(parent, closing.status().name(), payload));
    }
    for (OpenChild child : execution.pendingChildren().values()) {
      if (child.policy() != ParentClosePolicy.ABANDON) {
        deliver(child.runId(), null, Message.ofClosedParent(child.policy()));
      }
    }
  }

  /** Later than the run it continues, also in the order of lists. */
  private Continuation continuation(
      Event.WorkflowContinuedAsNew continued, Instant at, RunExecution execution) {
    UUID next = continued.nextRunId();
    Instant begin = at.plusNanos(1_000);
    Event.WorkflowStarted started =
        new Event.WorkflowStarted(
            execution.type(),
            seed(next),
            id.runId(),
            version(continued, execution),
            continued.input(),
            execution.termsNow().from(begin));
    NewRun run =
        unowned(
            next,
            lease.chainId(),
            id.workflowId(),
            parent,
            withMemo(started, execution.memo()),
            begin);
    return new Continuation(run, execution.untakenMessages());
  }

  /** The one that was asked for, else the newest. */
  private static int version(Event.WorkflowContinuedAsNew continued, RunExecution execution) {
    Migration migration = continued.migration();
    return migration == null ? execution.newestVersion(execution.type()) : migration.version();
  }

  /** The events that a run begins with. */
  static List<Event> withMemo(Event.WorkflowStarted started, @Nullable Payload memo) {
    return memo == null ? List.of(started) : List.of(started, Markers.memo(memo));
  }

  private void deliver(UUID chain, @Nullable UUID ifOpen, Message message) {
    deliveries.add(
        new Delivery(chain, ifOpen, message.sentBy("workflow '" + id.workflowId() + "'"), null));
  }
}
