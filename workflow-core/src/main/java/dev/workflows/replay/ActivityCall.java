package dev.workflows.replay;

import dev.workflows.definition.ActivityDefinition;
import dev.workflows.history.Event;
import org.jspecify.annotations.Nullable;

/** A call of an activity whose outcome has not come yet. */
final class ActivityCall {

  private final long seq;
  private final ActivityDefinition activity;
  private final boolean cancellable;
  private @Nullable Event outcome;

  ActivityCall(long seq, ActivityDefinition activity, boolean cancellable) {
    this.seq = seq;
    this.activity = activity;
    this.cancellable = cancellable;
  }

  long seq() {
    return seq;
  }

  ActivityDefinition activity() {
    return activity;
  }

  boolean isCancellable() {
    return cancellable;
  }

  void resolve(Event event) {
    outcome = event;
  }

  boolean isResolved() {
    return outcome != null;
  }

  @Nullable Event outcome() {
    return outcome;
  }
}
