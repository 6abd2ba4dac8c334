package dev.workflows.replay;

import dev.workflows.ScopeTimeoutException;
import dev.workflows.WorkflowCancelledException;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Code that is asked to end when its time is over. */
final class TimeLimit {

  private final Waits waits;
  private final Fiber fiber;
  private final Duration timeout;

  TimeLimit(Waits waits, Fiber fiber, Duration timeout) {
    this.waits = waits;
    this.fiber = fiber;
    this.timeout = timeout;
  }

  <T> T call(Callable<T> code) throws Exception {
    CancelScope outer = fiber.scope();
    outer.throwIfToEnd();
    if (timeout.isNegative() || timeout.isZero()) {
      throw new ScopeTimeoutException(timeout, null);
    }
    CancelScope scope = outer.nested();
    Timer timer = waits.startTimer(timeout, () -> scope.askToEnd("Its time is over"));
    T result;
    try {
      result = scope.call(fiber, code);
    } catch (WorkflowCancelledException e) {
      waits.stop(timer);
      throw timer.hasFired() && !outer.isToEnd() ? new ScopeTimeoutException(timeout, e) : e;
    } catch (Exception e) {
      waits.stop(timer);
      throw e;
    }
    waits.stop(timer);
    return result;
  }
}
