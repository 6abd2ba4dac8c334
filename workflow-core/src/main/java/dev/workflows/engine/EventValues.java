package dev.workflows.engine;

import dev.workflows.history.Event;
import dev.workflows.history.EventVisitor;
import dev.workflows.payload.Payload;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Events with another value in the place of the one that they carry. */
final class EventValues implements EventVisitor<Event> {

  private final UnaryOperator<Payload> values;

  private EventValues(UnaryOperator<Payload> values) {
    this.values = values;
  }

  /** The same event with what comes of its value, if it carries one. */
  static Event map(Event event, UnaryOperator<Payload> values) {
    return event.accept(new EventValues(values));
  }

  /** The value that an event carries. */
  static @Nullable Payload of(Event event) {
    @Nullable Payload[] found = new @Nullable Payload[1];
    map(
        event,
        value -> {
          found[0] = value;
          return value;
        });
    return found[0];
  }

  private @Nullable Payload optional(@Nullable Payload value) {
    return value == null ? null : values.apply(value);
  }

  @Override
  public Event workflowStarted(Event.WorkflowStarted event) {
    return event.with(optional(event.input()));
  }

  @Override
  public Event activityScheduled(Event.ActivityScheduled event) {
    return new Event.ActivityScheduled(event.activity(), optional(event.arguments()));
  }

  @Override
  public Event activityCompleted(Event.ActivityCompleted event) {
    return new Event.ActivityCompleted(
        event.scheduledSeq(), event.attempts(), optional(event.result()));
  }

  @Override
  public Event activityFailed(Event.ActivityFailed event) {
    return new Event.ActivityFailed(
        event.scheduledSeq(), event.attempts(), values.apply(event.failure()));
  }

  @Override
  public Event activityCancelled(Event.ActivityCancelled event) {
    return event;
  }

  @Override
  public Event timerStarted(Event.TimerStarted event) {
    return event;
  }

  @Override
  public Event timerFired(Event.TimerFired event) {
    return event;
  }

  @Override
  public Event timerCancelled(Event.TimerCancelled event) {
    return event;
  }

  @Override
  public Event signalReceived(Event.SignalReceived event) {
    return new Event.SignalReceived(
        event.name(), event.messageId(), event.by(), optional(event.arguments()));
  }

  @Override
  public Event cancelRequested(Event.CancelRequested event) {
    return new Event.CancelRequested(event.messageId(), event.by(), optional(event.reason()));
  }

  @Override
  public Event childScheduled(Event.ChildScheduled event) {
    return event.with(optional(event.input()));
  }

  @Override
  public Event childCompleted(Event.ChildCompleted event) {
    return new Event.ChildCompleted(event.scheduledSeq(), optional(event.result()));
  }

  @Override
  public Event childFailed(Event.ChildFailed event) {
    return new Event.ChildFailed(event.scheduledSeq(), event.end(), optional(event.failure()));
  }

  @Override
  public Event childCancelRequested(Event.ChildCancelRequested event) {
    return new Event.ChildCancelRequested(
        event.workflowType(), event.scheduledSeq(), optional(event.reason()));
  }

  @Override
  public Event updateAccepted(Event.UpdateAccepted event) {
    return new Event.UpdateAccepted(
        event.name(), event.messageId(), event.by(), optional(event.arguments()));
  }

  @Override
  public Event updateCompleted(Event.UpdateCompleted event) {
    return new Event.UpdateCompleted(event.acceptedSeq(), optional(event.result()));
  }

  @Override
  public Event updateFailed(Event.UpdateFailed event) {
    return new Event.UpdateFailed(event.acceptedSeq(), values.apply(event.failure()));
  }

  @Override
  public Event ownerChanged(Event.OwnerChanged event) {
    return event;
  }

  @Override
  public Event workflowCompleted(Event.WorkflowCompleted event) {
    return new Event.WorkflowCompleted(optional(event.result()));
  }

  @Override
  public Event workflowFailed(Event.WorkflowFailed event) {
    return new Event.WorkflowFailed(values.apply(event.failure()));
  }

  @Override
  public Event workflowCancelled(Event.WorkflowCancelled event) {
    return new Event.WorkflowCancelled(optional(event.reason()));
  }

  @Override
  public Event workflowTerminated(Event.WorkflowTerminated event) {
    return new Event.WorkflowTerminated(event.requestId(), event.by(), optional(event.reason()));
  }

  @Override
  public Event workflowContinuedAsNew(Event.WorkflowContinuedAsNew event) {
    return new Event.WorkflowContinuedAsNew(
        event.nextRunId(), optional(event.input()), event.migration());
  }

  @Override
  public Event marker(Event.Marker event) {
    return new Event.Marker(event.name(), optional(event.value()));
  }

  @Override
  public Event custom(Event.Custom event) {
    return new Event.Custom(event.name(), values.apply(event.data()));
  }

  @Override
  public Event workflowTimedOut(Event.WorkflowTimedOut event) {
    return event;
  }

  /** Runs are found by their attributes, so these are stored as they are. */
  @Override
  public Event attributeChanged(Event.AttributeChanged event) {
    return event;
  }
}
