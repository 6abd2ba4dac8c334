package dev.workflows.autoconfigure.endpoint;

import dev.workflows.ErrorCode;
import dev.workflows.Failure;
import dev.workflows.PendingActivity;
import dev.workflows.RunDescription;
import dev.workflows.RunEvent;
import dev.workflows.RunPage;
import dev.workflows.RunSummary;
import dev.workflows.history.EventType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the client tells into bodies, with recorded values or without. Without, a failure's
 * message is left out as well: it may quote what it failed on. Messages of the engine's own that
 * say why a run is blocked quote nothing, and stay.
 */
final class Presenter {

  private static final Set<String> HARMLESS =
      Stream.of(
              ErrorCode.NON_DETERMINISM,
              ErrorCode.UNREADABLE_PAYLOAD,
              ErrorCode.UNKNOWN_TYPE,
              ErrorCode.ILLEGAL_CALL,
              ErrorCode.HANGING_CODE,
              ErrorCode.OWNER_LOOP)
          .map(ErrorCode::code)
          .collect(Collectors.toUnmodifiableSet());

  /**
   * Kinds whose detail the engine makes: times, counts, ids; and attributes, which are never
   * hidden. A seed gives away random values.
   */
  private static final Set<String> PLAIN_DETAILS =
      Stream.of(
              EventType.ACTIVITY_COMPLETED,
              EventType.ATTRIBUTE_CHANGED,
              EventType.ACTIVITY_FAILED,
              EventType.TIMER_STARTED,
              EventType.CHILD_SCHEDULED,
              EventType.CHILD_FAILED,
              EventType.CHILD_CANCEL_REQUESTED,
              EventType.WORKFLOW_CONTINUED_AS_NEW,
              EventType.WORKFLOW_TERMINATED,
              EventType.WORKFLOW_TIMED_OUT)
          .map(EventType::storedName)
          .collect(Collectors.toUnmodifiableSet());

  private final boolean showValues;

  Presenter(boolean showValues) {
    this.showValues = showValues;
  }

  static Bodies.Page page(RunPage page) {
    return new Bodies.Page(page.runs().stream().map(Presenter::run).toList(), page.nextCursor());
  }

  Bodies.Description description(RunDescription description) {
    RunSummary run = description.summary();
    return new Bodies.Description(
        run.workflowId(),
        run.runId(),
        run.type(),
        run.status().name(),
        run.startedAt(),
        run.closedAt(),
        run.waitingFor(),
        description.attributes(),
        description.historyLength(),
        value(description.input()),
        value(description.result()),
        failed(description.failure()),
        value(description.reason()),
        failed(description.problem()),
        description.pendingActivities().stream().map(this::activity).toList(),
        description.pendingTimers().stream()
            .map(timer -> new Bodies.Timer(timer.seq(), timer.name(), timer.dueAt()))
            .toList(),
        description.pendingChildren().stream()
            .map(c -> new Bodies.Child(c.seq(), c.type(), c.workflowId(), c.runId()))
            .toList(),
        description.links().parent(),
        description.links().continues(),
        description.links().continuedBy(),
        description.deadLetters(),
        description.deadline(),
        value(description.memo()));
  }

  /** What an update answered: it has had its effect, whether that is shown or not. */
  Bodies.Answer answer(@Nullable String result) {
    return new Bodies.Answer(value(result));
  }

  Bodies.History history(List<RunEvent> events) {
    return new Bodies.History(events.stream().map(this::event).toList());
  }

  private static Bodies.Run run(RunSummary run) {
    return new Bodies.Run(
        run.workflowId(),
        run.runId(),
        run.type(),
        run.status().name(),
        run.startedAt(),
        run.closedAt(),
        run.waitingFor(),
        run.attributes());
  }

  private Bodies.Event event(RunEvent event) {
    return new Bodies.Event(
        event.seq(),
        event.type(),
        event.name(),
        event.refSeq(),
        PLAIN_DETAILS.contains(event.type()) ? event.detail() : value(event.detail()),
        event.recordedAt(),
        event.node(),
        event.by(),
        value(event.payload()));
  }

  private Bodies.Activity activity(PendingActivity activity) {
    return new Bodies.Activity(
        activity.seq(),
        activity.activity(),
        activity.attempt(),
        activity.nextAttemptAt(),
        value(activity.lastFailure()));
  }

  private Bodies.@Nullable Failed failed(@Nullable Failure failure) {
    if (failure == null) {
      return null;
    }
    boolean harmless = failure.code() != null && HARMLESS.contains(failure.code());
    return new Bodies.Failed(
        failure.type(),
        showValues || harmless ? failure.message() : null,
        failure.code(),
        value(failure.stack()),
        failed(failure.cause()));
  }

  private @Nullable String value(@Nullable String value) {
    return showValues ? value : null;
  }
}
