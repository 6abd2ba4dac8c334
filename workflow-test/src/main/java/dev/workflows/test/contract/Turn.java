package dev.workflows.test.contract;

import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.Closing;
import dev.workflows.spi.Outgoing;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A commit as a test describes it; by default at the end of the history, and empty. */
final class Turn {

  private final RunLease lease;
  private final List<Event> events = new ArrayList<>();
  private final List<RunCommit.Consumed> consumed = new ArrayList<>();
  private final List<ActivityRetry> retries = new ArrayList<>();
  private final List<Long> settled = new ArrayList<>();
  private final List<Long> claimed = new ArrayList<>();
  private Instant at;
  private long first;
  private boolean resumes;
  private @Nullable Closing closing;
  private Outgoing outgoing = Outgoing.NONE;

  Turn(RunLease lease, long first, Instant at) {
    this.lease = lease;
    this.first = first;
    this.at = at;
  }

  Turn at(long seq) {
    first = seq;
    return this;
  }

  Turn recordedAt(Instant time) {
    at = time;
    return this;
  }

  Turn records(Event... more) {
    events.addAll(List.of(more));
    return this;
  }

  Turn consumes(String messageId, long seq) {
    consumed.add(new RunCommit.Consumed(messageId, seq));
    return this;
  }

  Turn retries(ActivityRetry retry) {
    retries.add(retry);
    return this;
  }

  Turn settles(long seq) {
    settled.add(seq);
    return this;
  }

  Turn claimsOutcome(long seq) {
    claimed.add(seq);
    return this;
  }

  Turn resumes() {
    resumes = true;
    return this;
  }

  Turn completes(Payload result) {
    return closes(
        new Event.WorkflowCompleted(result),
        new Closing(WorkflowStatus.COMPLETED, result, null, at));
  }

  Turn closes(Event event, Closing end) {
    events.add(event);
    closing = end;
    return this;
  }

  Turn outgoing(Outgoing others) {
    outgoing = others;
    return this;
  }

  /** When its events are recorded. */
  Instant time() {
    return at;
  }

  List<RecordedEvent> recorded() {
    List<RecordedEvent> recorded = new ArrayList<>();
    for (Event event : events) {
      long seq = first + recorded.size();
      recorded.add(new RecordedEvent(seq, event, lease.fence(), lease.node(), at));
    }
    return recorded;
  }

  RunCommit commit() {
    return new RunCommit(
        lease, recorded(), consumed, retries, settled, claimed, resumes, closing, outgoing);
  }
}
