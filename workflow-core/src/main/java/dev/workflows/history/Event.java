package dev.workflows.history;

import dev.workflows.ParentClosePolicy;
import dev.workflows.payload.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A fact of a run's life. Immutable; equality is by value, so that a repeated append is known. */
public sealed interface Event {

  /** Its kind. */
  EventType type();

  /** Calls the visitor's method for this kind. */
  <R> R accept(EventVisitor<R> visitor);

  /** The position of the event it answers, {@code null} if it answers none. */
  default @Nullable Long refSeq() {
    return null;
  }

  /** Whether it ends the run. */
  default boolean closes() {
    return false;
  }

  /**
   * A run began to exist.
   *
   * @param workflowType the workflow's type name
   * @param seed where the run's random numbers come from
   * @param continues the run that goes on in this one, if one does
   * @param version the version of the workflow that it stays on, from 1
   * @param input the workflow method's arguments
   * @param terms what else was agreed
   */
  record WorkflowStarted(
      String workflowType,
      long seed,
      @Nullable UUID continues,
      int version,
      @Nullable Payload input,
      StartTerms terms)
      implements Event {

    /** A run for which nothing else was agreed. */
    public WorkflowStarted(
        String workflowType,
        long seed,
        @Nullable UUID continues,
        int version,
        @Nullable Payload input) {
      this(workflowType, seed, continues, version, input, StartTerms.NONE);
    }

    /** A run of the first version. */
    public WorkflowStarted(
        String workflowType,
        long seed,
        @Nullable UUID continues,
        @Nullable Payload input,
        StartTerms terms) {
      this(workflowType, seed, continues, 1, input, terms);
    }

    /** A run of the first version that continues none. */
    public WorkflowStarted(String workflowType, long seed, @Nullable Payload input) {
      this(workflowType, seed, null, 1, input);
    }

    /** The same with this input. */
    public WorkflowStarted with(@Nullable Payload newInput) {
      return new WorkflowStarted(workflowType, seed, continues, version, newInput, terms);
    }

    @Override
    public EventType type() {
      return EventType.WORKFLOW_STARTED;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.workflowStarted(this);
    }
  }

  /**
   * The code called an activity.
   *
   * @param activity the activity's recorded name
   * @param arguments what it was called with
   */
  record ActivityScheduled(String activity, @Nullable Payload arguments) implements Event {
    @Override
    public EventType type() {
      return EventType.ACTIVITY_SCHEDULED;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.activityScheduled(this);
    }
  }

  /**
   * An activity returned.
   *
   * @param scheduledSeq the position of the call
   * @param attempts how often it was attempted
   * @param result what it returned
   */
  record ActivityCompleted(long scheduledSeq, int attempts, @Nullable Payload result)
      implements Event {
    @Override
    public EventType type() {
      return EventType.ACTIVITY_COMPLETED;
    }

    @Override
    public Long refSeq() {
      return scheduledSeq;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.activityCompleted(this);
    }
  }

  /**
   * An activity failed for good.
   *
   * @param scheduledSeq the position of the call
   * @param attempts how often it was attempted
   * @param failure the last attempt's failure, encoded
   */
  record ActivityFailed(long scheduledSeq, int attempts, Payload failure) implements Event {
    @Override
    public EventType type() {
      return EventType.ACTIVITY_FAILED;
    }

    @Override
    public Long refSeq() {
      return scheduledSeq;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.activityFailed(this);
    }
  }

  /** The code no longer waits for an activity: it was asked to end, apart from its run. */
  record ActivityCancelled(long scheduledSeq) implements Event {
    @Override
    public EventType type() {
      return EventType.ACTIVITY_CANCELLED;
    }

    @Override
    public Long refSeq() {
      return scheduledSeq;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.activityCancelled(this);
    }
  }

  /**
   * The code began to wait for a time.
   *
   * @param name what it waits for, if it has a name
   * @param dueAt the time, in microseconds
   */
  record TimerStarted(@Nullable String name, Instant dueAt) implements Event {
    @Override
    public EventType type() {
      return EventType.TIMER_STARTED;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.timerStarted(this);
    }
  }

  /** That time came. */
  record TimerFired(long startedSeq) implements Event {
    @Override
    public EventType type() {
      return EventType.TIMER_FIRED;
    }

    @Override
    public Long refSeq() {
      return startedSeq;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.timerFired(this);
    }
  }

  /** The code no longer waits for that time. */
  record TimerCancelled(long startedSeq) implements Event {
    @Override
    public EventType type() {
      return EventType.TIMER_CANCELLED;
    }

    @Override
    public Long refSeq() {
      return startedSeq;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.timerCancelled(this);
    }
  }

  /**
   * A signal was taken from the inbox.
   *
   * @param name the signal's name
   * @param messageId the message it came as
   * @param by who sent it, if that was told
   * @param arguments what it carries
   */
  record SignalReceived(
      String name, String messageId, @Nullable String by, @Nullable Payload arguments)
      implements Event {

    /** A signal whose sender did not tell who it is. */
    public SignalReceived(String name, String messageId, @Nullable Payload arguments) {
      this(name, messageId, null, arguments);
    }

    @Override
    public EventType type() {
      return EventType.SIGNAL_RECEIVED;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.signalReceived(this);
    }
  }

  /**
   * A request to end was taken from the inbox.
   *
   * @param messageId the message it came as
   * @param by who asked, if that was told
   * @param reason a JSON string
   */
  record CancelRequested(String messageId, @Nullable String by, @Nullable Payload reason)
      implements Event {

    /** A request of someone who did not tell who it is. */
    public CancelRequested(String messageId, @Nullable Payload reason) {
      this(messageId, null, reason);
    }

    @Override
    public EventType type() {
      return EventType.CANCEL_REQUESTED;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.cancelRequested(this);
    }
  }

  /**
   * The code called another workflow, whose run is {@link DerivedId} of this position.
   *
   * @param workflowType the child's type name
   * @param workflowId the child's workflow id
   * @param policy what becomes of the child if this run ends first
   * @param input the child's arguments
   * @param terms what else is agreed for the child
   */
  record ChildScheduled(
      String workflowType,
      String workflowId,
      ParentClosePolicy policy,
      @Nullable Payload input,
      StartTerms terms)
      implements Event {

    /** A child for which nothing else is agreed. */
    public ChildScheduled(
        String workflowType, String workflowId, ParentClosePolicy policy, @Nullable Payload input) {
      this(workflowType, workflowId, policy, input, StartTerms.NONE);
    }

    /** The same with this input. */
    public ChildScheduled with(@Nullable Payload newInput) {
      return new ChildScheduled(workflowType, workflowId, policy, newInput, terms);
    }

    @Override
    public EventType type() {
      return EventType.CHILD_SCHEDULED;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.childScheduled(this);
    }
  }

  /**
   * A child returned.
   *
   * @param scheduledSeq the position of the call
   * @param result what it returned
   */
  record ChildCompleted(long scheduledSeq, @Nullable Payload result) implements Event {
    @Override
    public EventType type() {
      return EventType.CHILD_COMPLETED;
    }

    @Override
    public Long refSeq() {
      return scheduledSeq;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.childCompleted(this);
    }
  }

  /**
   * A child ended otherwise, or did not begin.
   *
   * @param scheduledSeq the position of the call
   * @param end how it ended
   * @param failure why, if that was told
   */
  record ChildFailed(long scheduledSeq, ChildEnd end, @Nullable Payload failure) implements Event {
    @Override
    public EventType type() {
      return EventType.CHILD_FAILED;
    }

    @Override
    public Long refSeq() {
      return scheduledSeq;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.childFailed(this);
    }
  }

  /**
   * The code asked a child to end. Answers nothing: the child's end does.
   *
   * @param workflowType the child's type name
   * @param scheduledSeq the position of the call
   * @param reason a JSON string
   */
  record ChildCancelRequested(String workflowType, long scheduledSeq, @Nullable Payload reason)
      implements Event {
    @Override
    public EventType type() {
      return EventType.CHILD_CANCEL_REQUESTED;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.childCancelRequested(this);
    }
  }

  /**
   * An update was taken from the inbox: its validator agreed, and its handler began.
   *
   * @param name the update's name
   * @param messageId the message it came as
   * @param by who sent it, if that was told
   * @param arguments what it carries
   */
  record UpdateAccepted(
      String name, String messageId, @Nullable String by, @Nullable Payload arguments)
      implements Event {
    @Override
    public EventType type() {
      return EventType.UPDATE_ACCEPTED;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.updateAccepted(this);
    }
  }

  /**
   * An update's handler returned.
   *
   * @param acceptedSeq where it was accepted
   * @param result what it returned
   */
  record UpdateCompleted(long acceptedSeq, @Nullable Payload result) implements Event {
    @Override
    public EventType type() {
      return EventType.UPDATE_COMPLETED;
    }

    @Override
    public Long refSeq() {
      return acceptedSeq;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.updateCompleted(this);
    }
  }

  /**
   * An exception left an update's handler; it is the sender's.
   *
   * @param acceptedSeq where it was accepted
   * @param failure the exception, encoded
   */
  record UpdateFailed(long acceptedSeq, Payload failure) implements Event {
    @Override
    public EventType type() {
      return EventType.UPDATE_FAILED;
    }

    @Override
    public Long refSeq() {
      return acceptedSeq;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.updateFailed(this);
    }
  }

  /** Another node took the run from its dead owner: the fence that the old one collides with. */
  record OwnerChanged() implements Event {
    @Override
    public EventType type() {
      return EventType.OWNER_CHANGED;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.ownerChanged(this);
    }
  }

  /** The workflow method returned. */
  record WorkflowCompleted(@Nullable Payload result) implements Event {
    @Override
    public EventType type() {
      return EventType.WORKFLOW_COMPLETED;
    }

    @Override
    public boolean closes() {
      return true;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.workflowCompleted(this);
    }
  }

  /** An exception left the workflow method. */
  record WorkflowFailed(Payload failure) implements Event {
    @Override
    public EventType type() {
      return EventType.WORKFLOW_FAILED;
    }

    @Override
    public boolean closes() {
      return true;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.workflowFailed(this);
    }
  }

  /** The workflow method ended because it was asked to. */
  record WorkflowCancelled(@Nullable Payload reason) implements Event {
    @Override
    public EventType type() {
      return EventType.WORKFLOW_CANCELLED;
    }

    @Override
    public boolean closes() {
      return true;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.workflowCancelled(this);
    }
  }

  /**
   * An operator ended the run.
   *
   * @param requestId which request it was, so that it is recognised when it is sent again
   * @param by who asked, if that was told
   * @param reason a JSON string
   */
  record WorkflowTerminated(
      @Nullable String requestId, @Nullable String by, @Nullable Payload reason) implements Event {

    /** A request of someone who did not tell who it is. */
    public WorkflowTerminated(@Nullable String requestId, @Nullable Payload reason) {
      this(requestId, null, reason);
    }

    @Override
    public EventType type() {
      return EventType.WORKFLOW_TERMINATED;
    }

    @Override
    public boolean closes() {
      return true;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.workflowTerminated(this);
    }
  }

  /**
   * The run was open for longer than it may be.
   *
   * @param deadline when its time was over, as agreed at its start
   */
  record WorkflowTimedOut(Instant deadline) implements Event {
    @Override
    public EventType type() {
      return EventType.WORKFLOW_TIMED_OUT;
    }

    @Override
    public boolean closes() {
      return true;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.workflowTimedOut(this);
    }
  }

  /**
   * The run goes on as a new one, with a history of its own.
   *
   * @param nextRunId that run
   * @param input its arguments
   * @param migration who asked for it; {@code null} if the code itself goes on
   */
  record WorkflowContinuedAsNew(
      UUID nextRunId, @Nullable Payload input, @Nullable Migration migration) implements Event {

    /** By the code itself. */
    public WorkflowContinuedAsNew(UUID nextRunId, @Nullable Payload input) {
      this(nextRunId, input, null);
    }

    /** Whether an event says that somebody from outside moved its run to another version. */
    public static boolean isMigration(Event event) {
      return event instanceof WorkflowContinuedAsNew end && end.migration() != null;
    }

    @Override
    public EventType type() {
      return EventType.WORKFLOW_CONTINUED_AS_NEW;
    }

    @Override
    public boolean closes() {
      return true;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.workflowContinuedAsNew(this);
    }
  }

  /**
   * The code changed an attribute by which its run is found.
   *
   * @param name the attribute's name
   * @param value what it is now; {@code null} if it is removed
   */
  record AttributeChanged(String name, @Nullable String value) implements Event {
    @Override
    public EventType type() {
      return EventType.ATTRIBUTE_CHANGED;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.attributeChanged(this);
    }
  }

  /**
   * A fact of the engine's own that the code's next execution needs.
   *
   * @param name what it says
   * @param value what goes with it
   */
  record Marker(String name, @Nullable Payload value) implements Event {
    @Override
    public EventType type() {
      return EventType.MARKER;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.marker(this);
    }
  }

  /**
   * An event of the application's own.
   *
   * @param name what it is called
   * @param data the bytes in Base64, as a JSON string
   */
  record Custom(String name, Payload data) implements Event {

    /** An event with these bytes. */
    public static Custom of(String name, byte[] bytes) {
      return new Custom(name, new Payload('"' + Base64.getEncoder().encodeToString(bytes) + '"'));
    }

    /** The bytes it was made with. */
    public byte[] bytes() {
      String text = data.json().substring(1, data.json().length() - 1);
      return Base64.getDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public EventType type() {
      return EventType.CUSTOM;
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.custom(this);
    }
  }
}
