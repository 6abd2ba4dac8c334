package dev.workflows.engine;

import dev.workflows.Failure;
import dev.workflows.RunId;
import dev.workflows.WorkflowFact;
import dev.workflows.history.DerivedId;
import dev.workflows.history.Event;
import dev.workflows.history.EventFields;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadException;
import dev.workflows.replay.FailureCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What interceptors are told of the events of one run, with what each of them answers. Follows the
 * durable history, event by event. Used by whoever is busy with the run.
 */
final class RunFacts {

  private final UUID runId;
  private final FailureCodec failures;
  private final Map<Long, Opening> open = new HashMap<>();
  private final List<RecordedEvent> untold = new ArrayList<>(1);
  private @Nullable Instant began;

  RunFacts(UUID runId, FailureCodec failures) {
    this.runId = runId;
    this.failures = failures;
  }

  /** An event that others answer. */
  private record Opening(@Nullable String name, Instant at, @Nullable RunId child) {}

  /**
   * Takes what is durable and was told before, here or elsewhere. A run that nobody has executed
   * yet was begun by somebody who tells nothing: its beginning is told with its first turn.
   */
  void follow(List<RecordedEvent> history) {
    open.clear();
    untold.clear();
    boolean executed = false;
    for (RecordedEvent recorded : history) {
      executed |= isOfItsCode(recorded);
      note(recorded);
    }
    if (!executed && !history.isEmpty()) {
      untold.add(history.get(0));
    }
  }

  private static boolean isOfItsCode(RecordedEvent recorded) {
    Event event = recorded.event();
    // what no node wrote came with the start, or from a tool
    boolean ofTool =
        recorded.node() == null && (event instanceof Event.Custom || event instanceof Event.Marker);
    return !(event instanceof Event.WorkflowStarted
        || event instanceof Event.OwnerChanged
        || ofTool);
  }

  /** These events have become durable: what is to be told of them. */
  List<WorkflowFact> of(List<RecordedEvent> durable) {
    List<WorkflowFact> facts = new ArrayList<>(durable.size() + untold.size());
    untold.forEach(recorded -> facts.add(fact(recorded)));
    untold.clear();
    durable.forEach(recorded -> facts.add(fact(recorded)));
    return facts;
  }

  private WorkflowFact fact(RecordedEvent recorded) {
    Event event = recorded.event();
    EventFields fields = EventFields.of(event);
    Opening about = note(recorded);
    return new WorkflowFact(
        recorded.seq(),
        fields.type(),
        fields.name() == null && about != null ? about.name() : fields.name(),
        event.refSeq(),
        about == null ? null : about.child(),
        attempts(event),
        took(event, about, recorded.recordedAt()),
        failure(event),
        recorded.recordedAt());
  }

  /** Follows it; returns the event that it answers, or itself if others answer it. */
  private @Nullable Opening note(RecordedEvent recorded) {
    Event event = recorded.event();
    Long call = event.refSeq();
    if (call != null) {
      return open.remove(call);
    }
    if (event instanceof Event.ChildCancelRequested asked) {
      return open.get(asked.scheduledSeq());
    }
    if (event instanceof Event.WorkflowStarted) {
      began = recorded.recordedAt();
    }
    Opening opening = opening(recorded);
    if (opening != null) {
      open.put(recorded.seq(), opening);
    }
    return opening;
  }

  private @Nullable Opening opening(RecordedEvent recorded) {
    Event event = recorded.event();
    Instant at = recorded.recordedAt();
    if (event instanceof Event.ChildScheduled scheduled) {
      UUID child = DerivedId.of(runId, recorded.seq());
      return new Opening(scheduled.workflowType(), at, new RunId(scheduled.workflowId(), child));
    }
    if (event instanceof Event.ActivityScheduled scheduled) {
      return new Opening(scheduled.activity(), at, null);
    }
    if (event instanceof Event.TimerStarted started) {
      return new Opening(started.name(), at, null);
    }
    return event instanceof Event.UpdateAccepted accepted
        ? new Opening(accepted.name(), at, null)
        : null;
  }

  private @Nullable Duration took(Event event, @Nullable Opening about, Instant at) {
    Instant since = event.closes() ? began : null;
    if (about != null && event.refSeq() != null) {
      since = about.at();
    }
    return since == null ? null : Duration.between(since, at);
  }

  private static int attempts(Event event) {
    if (event instanceof Event.ActivityCompleted completed) {
      return completed.attempts();
    }
    return event instanceof Event.ActivityFailed failed ? failed.attempts() : 0;
  }

  private @Nullable Failure failure(Event event) {
    Payload failure = null;
    if (event instanceof Event.ActivityFailed failed) {
      failure = failed.failure();
    } else if (event instanceof Event.ChildFailed failed) {
      failure = failed.failure();
    } else if (event instanceof Event.UpdateFailed failed) {
      failure = failed.failure();
    } else if (event instanceof Event.WorkflowFailed failed) {
      failure = failed.failure();
    }
    return read(failure, failures);
  }

  /** A recorded failure; {@code null} if there is none, or none that can be read. */
  static @Nullable Failure read(@Nullable Payload failure, FailureCodec failures) {
    try {
      return failure == null ? null : failures.decode(failure);
    } catch (PayloadException e) {
      return null;
    }
  }
}
