package dev.workflows.history;

/**
 * One method for each kind of event, so that a new kind shows every place that must know it.
 *
 * @param <R> what the methods return
 */
public interface EventVisitor<R> {

  /** For {@link Event.WorkflowStarted}. */
  R workflowStarted(Event.WorkflowStarted event);

  /** For {@link Event.ActivityScheduled}. */
  R activityScheduled(Event.ActivityScheduled event);

  /** For {@link Event.ActivityCompleted}. */
  R activityCompleted(Event.ActivityCompleted event);

  /** For {@link Event.ActivityFailed}. */
  R activityFailed(Event.ActivityFailed event);

  /** For {@link Event.ActivityCancelled}. */
  R activityCancelled(Event.ActivityCancelled event);

  /** For {@link Event.TimerStarted}. */
  R timerStarted(Event.TimerStarted event);

  /** For {@link Event.TimerFired}. */
  R timerFired(Event.TimerFired event);

  /** For {@link Event.TimerCancelled}. */
  R timerCancelled(Event.TimerCancelled event);

  /** For {@link Event.SignalReceived}. */
  R signalReceived(Event.SignalReceived event);

  /** For {@link Event.CancelRequested}. */
  R cancelRequested(Event.CancelRequested event);

  /** For {@link Event.ChildScheduled}. */
  R childScheduled(Event.ChildScheduled event);

  /** For {@link Event.ChildCompleted}. */
  R childCompleted(Event.ChildCompleted event);

  /** For {@link Event.ChildFailed}. */
  R childFailed(Event.ChildFailed event);

  /** For {@link Event.ChildCancelRequested}. */
  R childCancelRequested(Event.ChildCancelRequested event);

  /** For {@link Event.UpdateAccepted}. */
  R updateAccepted(Event.UpdateAccepted event);

  /** For {@link Event.UpdateCompleted}. */
  R updateCompleted(Event.UpdateCompleted event);

  /** For {@link Event.UpdateFailed}. */
  R updateFailed(Event.UpdateFailed event);

  /** For {@link Event.OwnerChanged}. */
  R ownerChanged(Event.OwnerChanged event);

  /** For {@link Event.WorkflowCompleted}. */
  R workflowCompleted(Event.WorkflowCompleted event);

  /** For {@link Event.WorkflowFailed}. */
  R workflowFailed(Event.WorkflowFailed event);

  /** For {@link Event.WorkflowCancelled}. */
  R workflowCancelled(Event.WorkflowCancelled event);

  /** For {@link Event.WorkflowTerminated}. */
  R workflowTerminated(Event.WorkflowTerminated event);

  /** For {@link Event.WorkflowTimedOut}. */
  R workflowTimedOut(Event.WorkflowTimedOut event);

  /** For {@link Event.WorkflowContinuedAsNew}. */
  R workflowContinuedAsNew(Event.WorkflowContinuedAsNew event);

  /** For {@link Event.AttributeChanged}. */
  R attributeChanged(Event.AttributeChanged event);

  /** For {@link Event.Marker}. */
  R marker(Event.Marker event);

  /** For {@link Event.Custom}. */
  R custom(Event.Custom event);
}
