package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.Failure;
import dev.workflows.definition.ActivityDefinition;
import dev.workflows.history.ChildEnd;
import dev.workflows.history.Event;
import dev.workflows.replay.Decision;
import dev.workflows.replay.FailureCodec;
import dev.workflows.replay.MigrationRequest;
import dev.workflows.replay.Request;
import dev.workflows.replay.RunExecution;
import dev.workflows.replay.UpdateRequest;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.Message;
import dev.workflows.spi.RunCommit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns what waits for a run into the events of its next turn, in a fixed order: messages as they
 * were accepted, then activities by the position of their call, then timers by their time. What has
 * an answer already gets no second one.
 */
final class Turn {

  /** In place of an event's index, for a message that becomes none. */
  private static final int NOTHING = -1;

  private final Map<Long, ActivityDefinition> pending;
  private final Set<Long> children;
  private final RunExecution execution;
  private final FailureCodec failures;
  private final Mailbox.Batch batch;
  private final List<Event> external = new ArrayList<>();
  private final List<Request> requests = new ArrayList<>(0);
  private final Map<String, Integer> consumed = new LinkedHashMap<>();
  private final Set<Long> resolved = new HashSet<>();
  private final List<Long> claimed = new ArrayList<>();

  /**
   * A turn of these messages.
   *
   * @param now the database's time
   * @param attempts how often a call was attempted so far, by position
   */
  Turn(
      RunExecution execution,
      FailureCodec failures,
      Mailbox.Batch batch,
      Instant now,
      LongToIntFunction attempts) {
    this.execution = execution;
    this.failures = failures;
    this.batch = batch;
    this.pending = execution.pendingCalls();
    this.children = new HashSet<>(execution.pendingChildren().keySet());
    batch.messages().forEach(message -> take(message, attempts));
    batch.outcomes().forEach(this::take);
    fireTimers(now);
  }

  /** What came from outside, in order. */
  List<Event> external() {
    return external;
  }

  /** The updates and migrations that are asked for, in order. */
  List<Request> requests() {
    return requests;
  }

  /** Whether there is nothing that the code has to see. */
  boolean isEmpty() {
    return external.isEmpty() && requests.isEmpty();
  }

  /** The positions of the calls it resolves. */
  Set<Long> resolved() {
    return resolved;
  }

  /** The activity of a call that had no outcome before it. */
  @Nullable ActivityDefinition activity(long call) {
    return pending.get(call);
  }

  /** The positions of transactional calls whose outcome it must be the first to record. */
  List<Long> claimed() {
    return claimed;
  }

  /**
   * Takes what the code decided: it may have given up calls itself, and has accepted updates and
   * migrations or rejected them.
   */
  void decided(Decision decision) {
    int index = 0;
    for (Event event : decision.events()) {
      if (event instanceof Event.ActivityCancelled cancelled && resolve(cancelled.scheduledSeq())) {
        claim(cancelled.scheduledSeq());
      } else if (event instanceof Event.UpdateAccepted accepted) {
        consumed.put(accepted.messageId(), index);
      } else if (event instanceof Event.WorkflowContinuedAsNew end && end.migration() != null) {
        consumed.put(end.migration().messageId(), index);
      }
      index++;
    }
  }

  /**
   * The messages it takes, with the positions that their events got; not those that are left to the
   * run that goes on.
   */
  List<RunCommit.Consumed> consumed(@Nullable Decision decision, Collection<String> left) {
    long first = decision == null ? 0 : decision.firstSeq();
    List<RunCommit.Consumed> all = new ArrayList<>(consumed.size());
    consumed.forEach(
        (id, index) -> {
          if (!left.contains(id)) {
            all.add(new RunCommit.Consumed(id, index < 0 || first == 0 ? 0 : first + index));
          }
        });
    return all;
  }

  /** The retries whose calls still wait for an outcome. */
  List<ActivityRetry> retries() {
    return batch.retries().stream()
        .filter(retry -> pending.containsKey(retry.seq()) && !resolved.contains(retry.seq()))
        .toList();
  }

  private void take(InboxMessage read, LongToIntFunction attempts) {
    Message message = read.message();
    switch (message.kind()) {
      case SIGNAL -> {
        add(
            message,
            new Event.SignalReceived(
                Objects.requireNonNull(message.name()),
                message.messageId(),
                message.by(),
                message.payload()));
      }
      case CANCEL -> {
        add(
            message,
            new Event.CancelRequested(message.messageId(), message.by(), message.payload()));
        cancelCalls(attempts);
      }
      case ACTIVITY_OUTCOME -> takeOutcome(message);
      case CHILD_OUTCOME -> takeChild(message);
      case UPDATE -> {
        consumed.put(message.messageId(), NOTHING);
        requests.add(
            new UpdateRequest(
                Objects.requireNonNull(message.name()),
                message.messageId(),
                message.by(),
                message.payload()));
      }
      case MIGRATION -> {
        consumed.put(message.messageId(), NOTHING);
        int version = Integer.parseInt(Objects.requireNonNull(message.name()));
        requests.add(new MigrationRequest(version, message.messageId(), message.by()));
      }
      case TERMINATE, UPDATE_ANSWER -> consumed.put(message.messageId(), NOTHING);
    }
  }

  private void takeChild(Message message) {
    long seq = Objects.requireNonNull(message.refSeq());
    if (!isOfThisRun(message) || !children.remove(seq)) {
      consumed.put(message.messageId(), NOTHING);
    } else if (Message.COMPLETED.equals(message.name())) {
      add(message, new Event.ChildCompleted(seq, message.payload()));
    } else {
      ChildEnd end = ChildEnd.valueOf(Objects.requireNonNull(message.name()));
      add(message, new Event.ChildFailed(seq, end, message.payload()));
    }
  }

  private void takeOutcome(Message message) {
    long seq = Objects.requireNonNull(message.refSeq());
    if (isOfThisRun(message) && resolve(seq)) {
      add(
          message,
          new Event.ActivityCompleted(
              seq, Objects.requireNonNull(message.attempts()), message.payload()));
    } else {
      consumed.put(message.messageId(), NOTHING);
    }
  }

  /** An outcome may belong to a run before this one in the chain. */
  private boolean isOfThisRun(Message message) {
    return execution.id().runId().equals(message.runId());
  }

  private void add(Message message, Event event) {
    consumed.put(message.messageId(), external.size());
    external.add(event);
  }

  private boolean resolve(long seq) {
    return pending.containsKey(seq) && resolved.add(seq);
  }

  /** Calls that a request to end interrupts and that have no outcome in this very turn. */
  private void cancelCalls(LongToIntFunction attempts) {
    Set<Long> arriving = new HashSet<>();
    batch.outcomes().forEach(settled -> arriving.add(settled.seq()));
    batch
        .messages()
        .forEach(
            read -> {
              Long seq = read.message().refSeq();
              if (seq != null && isOfThisRun(read.message())) {
                arriving.add(seq);
              }
            });
    for (long seq : execution.cancellableCalls()) {
      if (!arriving.contains(seq) && resolve(seq)) {
        external.add(
            new Event.ActivityFailed(
                seq,
                attempts.applyAsInt(seq),
                failures.encode(
                    Failure.of(ErrorCode.ACTIVITY_CANCELLED, "The workflow was asked to end"))));
        claim(seq);
      }
    }
  }

  private void take(Mailbox.Settled settled) {
    if (resolve(settled.seq())) {
      external.add(settled.outcome());
      claim(settled.seq());
    }
  }

  private void claim(long seq) {
    ActivityDefinition activity = pending.get(seq);
    if (activity != null && activity.transactional()) {
      claimed.add(seq);
    }
  }

  private void fireTimers(Instant now) {
    execution.pendingTimers().entrySet().stream()
        .filter(timer -> !timer.getValue().isAfter(now))
        .sorted(
            Map.Entry.<Long, Instant>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .forEach(timer -> external.add(new Event.TimerFired(timer.getKey())));
  }
}
