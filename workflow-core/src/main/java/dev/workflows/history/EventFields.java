package dev.workflows.history;

import dev.workflows.ErrorCode;
import dev.workflows.ParentClosePolicy;
import dev.workflows.WorkflowException;
import dev.workflows.payload.Payload;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An event as the columns of a table: the one place that knows how each kind is stored.
 *
 * @param type the stored name of its kind
 * @param name the activity, signal, timer, marker or workflow type it is about
 * @param refSeq the event it answers
 * @param detail the kind's own addition, see {@link EventType}
 * @param payload the value it carries, as JSON
 */
public record EventFields(
    String type,
    @Nullable String name,
    @Nullable Long refSeq,
    @Nullable String detail,
    @Nullable String payload) {

  /** Stands in a detail between the id of a request and who made it; no id has it. */
  private static final char BY = '\t';

  private static final String TAB = "\t";
  private static final String BLANK = " ";

  private static final Writer WRITER = new Writer();

  /** The columns of an event. */
  public static EventFields of(Event event) {
    return event.accept(WRITER);
  }

  /**
   * The event of these columns.
   *
   * @throws WorkflowException if this version cannot read them
   */
  public Event toEvent() {
    EventType kind = EventType.ofStoredName(type);
    if (kind == null) {
      throw unreadable("its kind is unknown to this version", null);
    }
    try {
      return read(kind);
    } catch (NullPointerException | IllegalArgumentException | java.time.DateTimeException e) {
      throw unreadable("a column is missing or malformed", e);
    }
  }

  private Event read(EventType kind) {
    return switch (kind) {
      case WORKFLOW_STARTED -> started();
      case ACTIVITY_SCHEDULED -> new Event.ActivityScheduled(need(name), value());
      case ACTIVITY_COMPLETED -> new Event.ActivityCompleted(ref(), (int) number(), value());
      case ACTIVITY_FAILED -> new Event.ActivityFailed(ref(), (int) number(), need(value()));
      case ACTIVITY_CANCELLED -> new Event.ActivityCancelled(ref());
      case TIMER_STARTED -> new Event.TimerStarted(name, Instant.parse(need(detail)));
      case TIMER_FIRED -> new Event.TimerFired(ref());
      case TIMER_CANCELLED -> new Event.TimerCancelled(ref());
      case SIGNAL_RECEIVED -> new Event.SignalReceived(need(name), id(), by(), value());
      case CANCEL_REQUESTED -> new Event.CancelRequested(id(), by(), value());
      case CHILD_SCHEDULED -> childScheduled();
      case CHILD_COMPLETED -> new Event.ChildCompleted(ref(), value());
      case CHILD_FAILED -> new Event.ChildFailed(ref(), ChildEnd.valueOf(need(detail)), value());
      case CHILD_CANCEL_REQUESTED -> new Event.ChildCancelRequested(need(name), number(), value());
      case UPDATE_ACCEPTED -> new Event.UpdateAccepted(need(name), id(), by(), value());
      case UPDATE_COMPLETED -> new Event.UpdateCompleted(ref(), value());
      case UPDATE_FAILED -> new Event.UpdateFailed(ref(), need(value()));
      case OWNER_CHANGED -> new Event.OwnerChanged();
      case WORKFLOW_COMPLETED -> new Event.WorkflowCompleted(value());
      case WORKFLOW_FAILED -> new Event.WorkflowFailed(need(value()));
      case WORKFLOW_CANCELLED -> new Event.WorkflowCancelled(value());
      case WORKFLOW_TERMINATED -> new Event.WorkflowTerminated(requestId(), by(), value());
      case WORKFLOW_TIMED_OUT -> new Event.WorkflowTimedOut(Instant.parse(need(detail)));
      case WORKFLOW_CONTINUED_AS_NEW -> continued();
      case ATTRIBUTE_CHANGED -> new Event.AttributeChanged(need(name), detail);
      case MARKER -> new Event.Marker(need(name), value());
      case CUSTOM -> new Event.Custom(need(name), need(value()));
    };
  }

  private Event started() {
    String[] parts = StartTerms.firstPart(need(detail)).split(TAB, 3);
    boolean continues = parts.length > 1 && !parts[1].isEmpty();
    return new Event.WorkflowStarted(
        need(name),
        Long.parseLong(parts[0]),
        continues ? UUID.fromString(parts[1]) : null,
        parts.length > 2 ? Integer.parseInt(parts[2]) : 1,
        value(),
        StartTerms.in(need(detail)));
  }

  private static String started(Event.WorkflowStarted event) {
    String seed = Long.toString(event.seed());
    String continues = event.continues() == null ? "" : event.continues().toString();
    if (event.version() > 1) {
      return String.join(TAB, seed, continues, Integer.toString(event.version()));
    }
    return continues.isEmpty() ? seed : seed + TAB + continues;
  }

  /** Behind the next run stand the version and the message that asked for it, if one did. */
  private Event continued() {
    String[] parts = id().split(BLANK, 3);
    Migration migration = null;
    if (parts.length > 1) {
      String messageId = need(parts.length > 2 ? parts[2] : null);
      migration = new Migration(Integer.parseInt(parts[1]), messageId, by());
    }
    return new Event.WorkflowContinuedAsNew(UUID.fromString(parts[0]), value(), migration);
  }

  private static @Nullable String continued(Event.WorkflowContinuedAsNew event) {
    Migration migration = event.migration();
    String next = event.nextRunId().toString();
    if (migration == null) {
      return next;
    }
    String version = Integer.toString(migration.version());
    return request(String.join(BLANK, next, version, migration.messageId()), migration.by());
  }

  private Event childScheduled() {
    String[] parts = need(detail).split(TAB, 2);
    return new Event.ChildScheduled(
        need(name),
        parts[1],
        ParentClosePolicy.valueOf(StartTerms.firstPart(parts[0])),
        value(),
        StartTerms.in(parts[0]));
  }

  /** Who made the request that the event tells of; {@code null} for all other kinds. */
  public @Nullable String by() {
    int at = asksOfOutside() ? need(detail).indexOf(BY) : -1;
    return at < 0 ? null : need(detail).substring(at + 1);
  }

  /** The detail without who made the request. */
  public @Nullable String plainDetail() {
    return by() == null ? detail : id();
  }

  private boolean asksOfOutside() {
    return detail != null
        && Stream.of(
                EventType.SIGNAL_RECEIVED,
                EventType.UPDATE_ACCEPTED,
                EventType.CANCEL_REQUESTED,
                EventType.WORKFLOW_TERMINATED,
                EventType.WORKFLOW_CONTINUED_AS_NEW)
            .anyMatch(kind -> kind.storedName().equals(type));
  }

  private String id() {
    String text = need(detail);
    int at = text.indexOf(BY);
    return at < 0 ? text : text.substring(0, at);
  }

  private @Nullable String requestId() {
    return detail == null || id().isEmpty() ? null : id();
  }

  private static @Nullable String request(@Nullable String id, @Nullable String by) {
    return by == null ? id : Objects.requireNonNullElse(id, "") + BY + by;
  }

  private long ref() {
    return need(refSeq);
  }

  private long number() {
    return Long.parseLong(need(detail));
  }

  private @Nullable Payload value() {
    return payload == null ? null : new Payload(payload);
  }

  private static <V> V need(@Nullable V value) {
    return Objects.requireNonNull(value);
  }

  private WorkflowException unreadable(String why, @Nullable Throwable cause) {
    return new WorkflowException(
        ErrorCode.UNREADABLE_PAYLOAD,
        "An event of type '%s' cannot be read: %s. Deploy the version that wrote it."
            .formatted(type, why),
        cause);
  }

  private static final class Writer implements EventVisitor<EventFields> {

    @Override
    public EventFields workflowStarted(Event.WorkflowStarted event) {
      String detail = started(event) + event.terms().text();
      return fields(event, event.workflowType(), detail, event.input());
    }

    @Override
    public EventFields activityScheduled(Event.ActivityScheduled event) {
      return fields(event, event.activity(), null, event.arguments());
    }

    @Override
    public EventFields activityCompleted(Event.ActivityCompleted event) {
      return fields(event, null, Integer.toString(event.attempts()), event.result());
    }

    @Override
    public EventFields activityFailed(Event.ActivityFailed event) {
      return fields(event, null, Integer.toString(event.attempts()), event.failure());
    }

    @Override
    public EventFields activityCancelled(Event.ActivityCancelled event) {
      return fields(event, null, null, null);
    }

    @Override
    public EventFields timerStarted(Event.TimerStarted event) {
      return fields(event, event.name(), event.dueAt().toString(), null);
    }

    @Override
    public EventFields timerFired(Event.TimerFired event) {
      return fields(event, null, null, null);
    }

    @Override
    public EventFields timerCancelled(Event.TimerCancelled event) {
      return fields(event, null, null, null);
    }

    @Override
    public EventFields signalReceived(Event.SignalReceived event) {
      return fields(event, event.name(), request(event.messageId(), event.by()), event.arguments());
    }

    @Override
    public EventFields cancelRequested(Event.CancelRequested event) {
      return fields(event, null, request(event.messageId(), event.by()), event.reason());
    }

    @Override
    public EventFields childScheduled(Event.ChildScheduled event) {
      return fields(
          event,
          event.workflowType(),
          event.policy() + event.terms().text() + TAB + event.workflowId(),
          event.input());
    }

    @Override
    public EventFields childCompleted(Event.ChildCompleted event) {
      return fields(event, null, null, event.result());
    }

    @Override
    public EventFields childFailed(Event.ChildFailed event) {
      return fields(event, null, event.end().name(), event.failure());
    }

    @Override
    public EventFields childCancelRequested(Event.ChildCancelRequested event) {
      return fields(
          event, event.workflowType(), Long.toString(event.scheduledSeq()), event.reason());
    }

    @Override
    public EventFields updateAccepted(Event.UpdateAccepted event) {
      return fields(event, event.name(), request(event.messageId(), event.by()), event.arguments());
    }

    @Override
    public EventFields updateCompleted(Event.UpdateCompleted event) {
      return fields(event, null, null, event.result());
    }

    @Override
    public EventFields updateFailed(Event.UpdateFailed event) {
      return fields(event, null, null, event.failure());
    }

    @Override
    public EventFields ownerChanged(Event.OwnerChanged event) {
      return fields(event, null, null, null);
    }

    @Override
    public EventFields workflowCompleted(Event.WorkflowCompleted event) {
      return fields(event, null, null, event.result());
    }

    @Override
    public EventFields workflowFailed(Event.WorkflowFailed event) {
      return fields(event, null, null, event.failure());
    }

    @Override
    public EventFields workflowCancelled(Event.WorkflowCancelled event) {
      return fields(event, null, null, event.reason());
    }

    @Override
    public EventFields workflowTerminated(Event.WorkflowTerminated event) {
      return fields(event, null, request(event.requestId(), event.by()), event.reason());
    }

    @Override
    public EventFields workflowTimedOut(Event.WorkflowTimedOut event) {
      return fields(event, null, event.deadline().toString(), null);
    }

    @Override
    public EventFields workflowContinuedAsNew(Event.WorkflowContinuedAsNew event) {
      return fields(event, null, continued(event), event.input());
    }

    @Override
    public EventFields attributeChanged(Event.AttributeChanged event) {
      return fields(event, event.name(), event.value(), null);
    }

    @Override
    public EventFields marker(Event.Marker event) {
      return fields(event, event.name(), null, event.value());
    }

    @Override
    public EventFields custom(Event.Custom event) {
      return fields(event, event.name(), null, event.data());
    }

    private static EventFields fields(
        Event event, @Nullable String name, @Nullable String detail, @Nullable Payload payload) {
      return new EventFields(
          event.type().storedName(),
          name,
          event.refSeq(),
          detail,
          payload == null ? null : payload.json());
    }
  }
}
