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
  private final @Nullable Call call;
  private final BooleanSupplier cancelled;
  private final Subject subject;
  private @Nullable RuntimeException problem;
  private boolean held;

  /** What is waited for. */
  enum Subject {
    CALL("call"),
    TIMER("sleep"),
    CONDITION("condition"),
    SIGNAL("signal"),
    BRANCHES("branches");

    private final String text;

    Subject(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  private Wait(
      @Nullable String name,
      BooleanSupplier condition,
      @Nullable Timer timer,
      @Nullable Call call,
      BooleanSupplier cancelled,
      Subject subject) {
    this.name = name;
    this.condition = condition;
    this.timer = timer;
    this.call = call;
    this.cancelled = cancelled;
    this.subject = subject;
  }

  /** {@code cancelled} tells of requests to end that are not recorded as the call's outcome. */
  static Wait forCall(Call call, BooleanSupplier cancelled) {
    return new Wait(null, call::isResolved, null, call, cancelled, Subject.CALL);
  }

  static Wait forTimer(@Nullable String name, Timer timer, BooleanSupplier cancelled) {
    return new Wait(name, () -> false, timer, null, cancelled, Subject.TIMER);
  }

  static Wait forCondition(
      @Nullable String name,
      BooleanSupplier condition,
      @Nullable Timer timer,
      BooleanSupplier cancelled) {
    return new Wait(name, condition, timer, null, cancelled, Subject.CONDITION);
  }

  static Wait forSignal(
      String name, BooleanSupplier came, @Nullable Timer timer, BooleanSupplier cancelled) {
    return new Wait("signal '" + name + "'", came, timer, null, cancelled, Subject.SIGNAL);
  }

  static Wait forBranches(@Nullable String name, BooleanSupplier done, BooleanSupplier cancelled) {
    return new Wait(name, done, null, null, cancelled, Subject.BRANCHES);
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

  /** Whether its condition is the workflow's code. */
  boolean isForCondition() {
    return subject == Subject.CONDITION;
  }

  Subject subject() {
    return subject;
  }

  @Nullable String name() {
    return name;
  }

  @Nullable Timer timer() {
    return timer;
  }

  @Nullable Call call() {
    return call;
  }
}
