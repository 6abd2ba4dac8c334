package dev.workflows.replay;

import dev.workflows.definition.ActivityDefinition;
import dev.workflows.history.Event;
import dev.workflows.payload.Payload;
import org.jspecify.annotations.Nullable;

/** A call of an activity whose outcome has not come yet. */
final class ActivityCall implements Call {

  private final long seq;
  private final ActivityDefinition activity;
  private final @Nullable Payload arguments;
  private final boolean cancellable;
  private @Nullable Event outcome;

  ActivityCall(
      long seq, ActivityDefinition activity, @Nullable Payload arguments, boolean cancellable) {
    this.seq = seq;
    this.activity = activity;
    this.arguments = arguments;
    this.cancellable = cancellable;
  }

  @Override
  public long seq() {
    return seq;
  }

  ActivityDefinition activity() {
    return activity;
  }

  @Nullable Payload arguments() {
    return arguments;
  }

  boolean isCancellable() {
    return cancellable;
  }

  void resolve(Event event) {
    outcome = event;
  }

  @Override
  public boolean isResolved() {
    return outcome != null;
  }

  @Nullable Event outcome() {
    return outcome;
  }
}
