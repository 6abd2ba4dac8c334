package dev.workflows.replay;

import dev.workflows.ErrorCode;
import dev.workflows.IllegalWorkflowCallException;
import dev.workflows.InvalidRequestException;
import dev.workflows.WorkflowCancelledException;
import dev.workflows.WorkflowContext;
import dev.workflows.definition.ActivityDefinition;
import dev.workflows.history.Event;
import dev.workflows.payload.Payload;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a run's code asks for, turned into commands and waits of the fiber that asks. */
final class RunContext implements WorkflowContext {

  /** What every database can keep; nobody waits longer. */
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

  private final RunExecution run;

  RunContext(RunExecution run) {
    this.run = run;
  }

  @Override
  public String workflowId() {
    return run.id().workflowId();
  }

  @Override
  public UUID runId() {
    return run.id().runId();
  }

  @Override
  public String type() {
    return run.definition().type();
  }

  @Override
  public Instant now() {
    run.fibers().refuseIfLeftBehind();
    return run.journal().now();
  }

  @Override
  public Clock clock() {
    return new RunClock(this, ZoneOffset.UTC);
  }

  @Override
  public RandomGenerator random() {
    run.fibers().refuseIfLeftBehind();
    return run.code().random();
  }

  @Override
  public UUID uuid() {
    RandomGenerator random = random();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | Long.MIN_VALUE;
    return new UUID(high, low);
  }

  @Override
  public void sleep(Duration duration) {
    sleepUntil(after(duration));
  }

  @Override
  public void sleepUntil(Instant time) {
    Fiber fiber = fiber();
    throwIfCancelled(fiber);
    if (time.isAfter(now())) {
      Timer timer = startTimer(null, time);
      block(fiber, Wait.forTimer(null, timer, cancellation(fiber)));
    }
  }

  @Override
  public void await(BooleanSupplier condition) {
    awaitCondition(null, condition);
  }

  @Override
  public void await(String name, BooleanSupplier condition) {
    awaitCondition(RecordedNames.require("a wait", name), condition);
  }

  @Override
  public boolean await(Duration timeout, BooleanSupplier condition) {
    return awaitCondition(null, timeout, condition);
  }

  @Override
  public boolean await(String name, Duration timeout, BooleanSupplier condition) {
    return awaitCondition(RecordedNames.require("a wait", name), timeout, condition);
  }

  private void awaitCondition(@Nullable String name, BooleanSupplier condition) {
    Fiber fiber = fiber();
    throwIfCancelled(fiber);
    if (!run.reading(condition::getAsBoolean)) {
      block(fiber, Wait.forCondition(name, asked(condition), null, cancellation(fiber)));
    }
  }

  private boolean awaitCondition(
      @Nullable String name, Duration timeout, BooleanSupplier condition) {
    Fiber fiber = fiber();
    throwIfCancelled(fiber);
    if (run.reading(condition::getAsBoolean)) {
      return true;
    }
    if (timeout.isNegative() || timeout.isZero()) {
      return false;
    }
    Timer timer = startTimer(name, after(timeout));
    return block(fiber, Wait.forCondition(name, asked(condition), timer, cancellation(fiber)));
  }

  private BooleanSupplier asked(BooleanSupplier condition) {
    return () -> run.reading(condition::getAsBoolean);
  }

  @Override
  public boolean cancelRequested() {
    run.fibers().refuseIfLeftBehind();
    return run.cancelReason() != null;
  }

  @Override
  public void nonCancellable(Runnable cleanup) {
    Fiber fiber = fiber();
    fiber.protect();
    try {
      cleanup.run();
    } finally {
      fiber.unprotect();
    }
  }

  @Override
  public <T> T callNonCancellable(Callable<T> cleanup) throws Exception {
    Fiber fiber = fiber();
    fiber.protect();
    try {
      return cleanup.call();
    } finally {
      fiber.unprotect();
    }
  }

  @Override
  public void custom(String name, byte[] data) {
    fiber();
    Event.Custom event = Event.Custom.of(RecordedNames.require("a custom event", name), data);
    run.requireSize(event, event.data(), "Custom event '" + name + "'");
    run.record(event);
  }

  /** Calls an activity durably; see {@link RunScope#call}. */
  @Nullable Object call(ActivityDefinition activity, @Nullable Object[] arguments)
      throws Throwable {
    Fiber fiber = fiber();
    throwIfCancelled(fiber);
    ActivityCall call = schedule(activity, arguments, !fiber.isProtected());
    fiber.block(Wait.forCall(call));
    return CallOutcome.of(run, call);
  }

  private ActivityCall schedule(
      ActivityDefinition activity, @Nullable Object[] arguments, boolean cancellable) {
    // made anew in every execution: whether it can be made is something the code can see
    Payload payload = run.parts().codec().encodeArguments(activity.parameterTypes(), arguments);
    Event.ActivityScheduled command = new Event.ActivityScheduled(activity.name(), payload);
    run.requireSize(command, payload, "The arguments of activity '" + activity.name() + "'");
    return run.outstanding().add(new ActivityCall(run.record(command), activity, cancellable));
  }

  private Instant after(Duration duration) {
    Duration most = Duration.between(now(), END_OF_TIME);
    if (duration.isNegative()) {
      return now();
    }
    return duration.compareTo(most) > 0 ? END_OF_TIME : now().plus(duration);
  }

  private Timer startTimer(@Nullable String name, Instant time) {
    Instant end = time.isAfter(END_OF_TIME) ? END_OF_TIME : time;
    Instant asked = end.plusNanos(999).truncatedTo(ChronoUnit.MICROS);
    // what is recorded holds, also for code that asks for another time now
    Instant dueAt =
        run.journal().recordedNext() instanceof Event.TimerStarted recorded
            ? recorded.dueAt()
            : asked;
    long seq = run.record(new Event.TimerStarted(name, dueAt));
    return run.outstanding().add(new Timer(seq, dueAt));
  }

  /** Blocks, and tidies up the timer; returns whether the condition held. */
  private boolean block(Fiber fiber, Wait wait) {
    fiber.block(wait);
    Timer timer = wait.timer();
    if (timer != null && run.outstanding().removeTimer(timer.seq()) != null) {
      run.record(new Event.TimerCancelled(timer.seq()));
    }
    if (wait.isCancelled()) {
      throw cancelled();
    }
    return wait.result();
  }

  private BooleanSupplier cancellation(Fiber fiber) {
    return fiber.isProtected() ? () -> false : this::cancelRequested;
  }

  private void throwIfCancelled(Fiber fiber) {
    if (!fiber.isProtected() && cancelRequested()) {
      throw cancelled();
    }
  }

  private WorkflowCancelledException cancelled() {
    return new WorkflowCancelledException(String.valueOf(run.cancelReason()));
  }

  private Fiber fiber() {
    run.fibers().refuseIfLeftBehind();
    Fiber fiber = run.fibers().executing();
    if (fiber == null || !run.parts().scope().isIn(run)) {
      throw new IllegalWorkflowCallException(
          ("Workflow '%s' tried to wait or to record from outside its own code: a query, a"
                  + " condition, a constructor or a thread of its own. Call activities and wait only"
                  + " in the workflow method and in signal handlers.")
              .formatted(workflowId()));
    }
    if (run.isOver()) {
      throw fiber.refusal();
    }
    return fiber;
  }

  static InvalidRequestException tooLarge(String what, int size, int limit) {
    return new InvalidRequestException(
        ErrorCode.PAYLOAD_TOO_LARGE,
        ("%s is %d bytes, which is over the limit of %d. Store large values elsewhere and pass a"
                + " reference, or raise workflow.payload-limit.")
            .formatted(what, size, limit));
  }

  static void requireSize(@Nullable Payload payload, int limit, String what) {
    if (payload != null && payload.json().length() > limit / 3 && payload.size() > limit) {
      throw tooLarge(what, payload.size(), limit);
    }
  }
}
