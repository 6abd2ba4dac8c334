package dev.workflows.replay;

import dev.workflows.history.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The waits of a run's code, and the timers that end them. */
final class Waits {

  /** What every database can keep; nobody waits longer. */
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

  private final RunExecution run;
  private final RunContext context;

  Waits(RunExecution run, RunContext context) {
    this.run = run;
    this.context = context;
  }

  void until(Instant time) {
    Fiber fiber = context.goingOn();
    if (time.isAfter(context.now())) {
      Timer timer = startTimer(null, time, () -> {});
      block(fiber, Wait.forTimer(null, timer, fiber.scope()::isToEnd));
    }
  }

  void forCondition(@Nullable String name, BooleanSupplier condition) {
    Fiber fiber = context.goingOn();
    if (!run.reading(condition::getAsBoolean)) {
      block(fiber, Wait.forCondition(name, asked(condition), null, fiber.scope()::isToEnd));
    }
  }

  boolean forCondition(@Nullable String name, Duration timeout, BooleanSupplier condition) {
    Fiber fiber = context.goingOn();
    if (run.reading(condition::getAsBoolean)) {
      return true;
    }
    if (timeout.isNegative() || timeout.isZero()) {
      return false;
    }
    Timer timer = startTimer(name, after(timeout), () -> {});
    return block(fiber, Wait.forCondition(name, asked(condition), timer, fiber.scope()::isToEnd));
  }

  void forSignal(String name, BooleanSupplier came) {
    Fiber fiber = context.goingOn();
    if (!came.getAsBoolean()) {
      block(fiber, Wait.forSignal(name, came, null, fiber.scope()::isToEnd));
    }
  }

  boolean forSignal(String name, Duration timeout, BooleanSupplier came) {
    Fiber fiber = context.goingOn();
    if (came.getAsBoolean() || timeout.isNegative() || timeout.isZero()) {
      return came.getAsBoolean();
    }
    Timer timer = startTimer(name, after(timeout), () -> {});
    return block(fiber, Wait.forSignal(name, came, timer, fiber.scope()::isToEnd));
  }

  private BooleanSupplier asked(BooleanSupplier condition) {
    return () -> run.reading(condition::getAsBoolean);
  }

  /** Waits for branches, unless the code that waits is to end. */
  void forBranches(@Nullable String what, BooleanSupplier done) {
    Fiber fiber = context.goingOn();
    fiber.block(Wait.forBranches(what, done, fiber.scope()::isToEnd));
    if (!done.getAsBoolean()) {
      fiber.scope().throwIfToEnd();
    }
  }

  Instant after(Duration duration) {
    Duration most = Duration.between(context.now(), END_OF_TIME);
    if (duration.isNegative()) {
      return context.now();
    }
    return duration.compareTo(most) > 0 ? END_OF_TIME : context.now().plus(duration);
  }

  /** Begins to wait for a time without any code that waits; {@link #stop} ends that. */
  Timer startTimer(Duration duration, Runnable onFire) {
    return startTimer(null, after(duration), onFire);
  }

  private Timer startTimer(@Nullable String name, Instant time, Runnable onFire) {
    Instant end = time.isAfter(END_OF_TIME) ? END_OF_TIME : time;
    Instant asked = end.plusNanos(999).truncatedTo(ChronoUnit.MICROS);
    // what is recorded holds, also for code that asks for another time now
    Instant dueAt =
        run.journal().recordedNext() instanceof Event.TimerStarted recorded
            ? recorded.dueAt()
            : asked;
    long seq = run.record(new Event.TimerStarted(name, dueAt));
    return run.outstanding().add(new Timer(seq, dueAt, onFire));
  }

  /** Says that nothing waits for it any longer. */
  void stop(Timer timer) {
    if (run.outstanding().removeTimer(timer.seq()) != null) {
      run.record(new Event.TimerCancelled(timer.seq()));
    }
  }

  /** Blocks, and tidies up the timer; returns whether the condition held. */
  private boolean block(Fiber fiber, Wait wait) {
    fiber.block(wait);
    Timer timer = wait.timer();
    if (timer != null) {
      stop(timer);
    }
    fiber.scope().throwIfToEnd();
    return wait.result();
  }
}
