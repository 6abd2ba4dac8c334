package dev.workflows.engine;

import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import dev.workflows.replay.Decision;
import dev.workflows.replay.Markers;
import dev.workflows.spi.Closing;
import dev.workflows.spi.Outgoing;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns what a turn decided into what is written. */
final class Commits {

  private Commits() {}

  static RunCommit of(
      RunLease lease,
      Turn turn,
      @Nullable Decision decision,
      List<Long> settledRows,
      boolean resumes,
      Outgoing outgoing) {
    return new RunCommit(
        lease,
        decision == null ? List.of() : recorded(decision, lease.fence(), lease.node()),
        turn.consumed(decision, outgoing.leftToNext()),
        turn.retries(),
        settledRows,
        turn.claimed(),
        resumes,
        decision == null ? null : closing(decision),
        outgoing);
  }

  /** What the first turn of a run decided that exists already, but for what that began with. */
  static RunCommit ofFirst(RunLease lease, Decision decision, Outgoing outgoing) {
    List<RecordedEvent> all = recorded(decision, lease.fence(), lease.node());
    return new RunCommit(
        lease,
        all.subList(given(decision), all.size()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        false,
        closing(decision),
        outgoing);
  }

  /** How many events a run begins with that its code did not ask for. */
  static int given(Decision first) {
    List<Event> events = first.events();
    return events.size() > 1 && Markers.isMemo(events.get(1)) ? 2 : 1;
  }

  /** Writes nothing yet. */
  static RunCommit nothing(RunLease lease) {
    return new RunCommit(lease, List.of(), List.of(), List.of(), List.of(), List.of(), false, null);
  }

  /** The same with these events. */
  static RunCommit withEvents(RunCommit commit, List<RecordedEvent> events) {
    return commit.with(events, commit.retries(), commit.closing(), commit.outgoing());
  }

  static boolean isEmpty(RunCommit commit) {
    return commit.events().isEmpty()
        && commit.consumed().isEmpty()
        && commit.retries().isEmpty()
        && commit.outgoing().isEmpty()
        && !commit.resumes();
  }

  static List<RecordedEvent> recorded(Decision decision, long fence, @Nullable UUID node) {
    List<RecordedEvent> events = new ArrayList<>(decision.events().size());
    long seq = decision.firstSeq();
    for (Event event : decision.events()) {
      events.add(new RecordedEvent(seq++, event, fence, node, decision.at()));
    }
    return events;
  }

  /** Events that nobody's turn wrote, at the beginning of a history. */
  static List<RecordedEvent> recorded(List<Event> first, Instant at) {
    List<RecordedEvent> events = new ArrayList<>(first.size());
    for (Event event : first) {
      events.add(new RecordedEvent(events.size() + 1L, event, 0, null, at));
    }
    return events;
  }

  /** How a decision ends its run; {@code null} if it does not. */
  static @Nullable Closing closing(Decision decision) {
    return decision.closing().map(event -> closing(event, decision.at())).orElse(null);
  }

  static Closing closing(Event event, Instant at) {
    Payload result = null;
    Payload failure = null;
    WorkflowStatus status;
    if (event instanceof Event.WorkflowCompleted completed) {
      status = WorkflowStatus.COMPLETED;
      result = completed.result();
    } else if (event instanceof Event.WorkflowFailed failed) {
      status = WorkflowStatus.FAILED;
      failure = failed.failure();
    } else if (event instanceof Event.WorkflowCancelled) {
      status = WorkflowStatus.CANCELLED;
    } else if (event instanceof Event.WorkflowContinuedAsNew) {
      status = WorkflowStatus.CONTINUED_AS_NEW;
    } else {
      throw new IllegalArgumentException("No turn closes a run with " + event.type());
    }
    return new Closing(status, result, failure, at);
  }
}
