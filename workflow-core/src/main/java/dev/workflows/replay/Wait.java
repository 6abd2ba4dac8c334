package dev.workflows.replay;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a fiber is blocked on. It is over when its condition holds, when its timer fired, when the
 * run is to end and nothing protects the wait from that, or when asking the condition failed.
 */
final class Wait {

  private final @Nullable String name;
  private final BooleanSupplier condition;
  private final @Nullable Timer timer;
  private final @Nullable ActivityCall call;
  private final BooleanSupplier cancelled;
  private final boolean forCondition;
  private @Nullable RuntimeException problem;
  private boolean held;

  private Wait(
      @Nullable String name,
      BooleanSupplier condition,
      @Nullable Timer timer,
      @Nullable ActivityCall call,
      BooleanSupplier cancelled,
      boolean forCondition) {
    this.name = name;
    this.condition = condition;
    this.timer = timer;
    this.call = call;
    this.cancelled = cancelled;
    this.forCondition = forCondition;
  }

  static Wait forCall(ActivityCall call) {
    return new Wait(null, call::isResolved, null, call, () -> false, false);
  }

  static Wait forTimer(@Nullable String name, Timer timer, BooleanSupplier cancelled) {
    return new Wait(name, () -> false, timer, null, cancelled, false);
  }

  static Wait forCondition(
      @Nullable String name,
      BooleanSupplier condition,
      @Nullable Timer timer,
      BooleanSupplier cancelled) {
    return new Wait(name, condition, timer, null, cancelled, true);
  }

  /** Asks whether the fiber can go on. The condition is the workflow's code: it may fail. */
  boolean isOver() {
    return holds() || problem != null || (timer != null && timer.hasFired()) || isCancelled();
  }

  private boolean holds() {
    try {
      held = condition.getAsBoolean();
    } catch (RuntimeException e) {
      problem = e;
    }
    return held;
  }

  /** Whether the condition held when it was asked last; throws what asking it threw. */
  boolean result() {
    if (problem != null) {
      throw problem;
    }
    return held;
  }

  boolean isCancelled() {
    return cancelled.getAsBoolean();
  }

  boolean isForCondition() {
    return forCondition;
  }

  @Nullable String name() {
    return name;
  }

  @Nullable Timer timer() {
    return timer;
  }

  @Nullable ActivityCall call() {
    return call;
  }
}
