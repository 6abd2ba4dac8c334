package dev.workflows.replay;

import dev.workflows.CancellationScope;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What the code holds of scopes that it can ask to end: all that it has executed by this handle,
 * each within the scope in which it did so.
 */
final class ScopeHandle implements CancellationScope {

  private final RunExecution run;
  private @Nullable String reason;

  ScopeHandle(RunExecution run) {
    this.run = run;
  }

  @Override
  public void run(Runnable code) {
    Fiber fiber = run.context().fiber();
    fiber.scope().heldBy(this).run(fiber, code);
  }

  @Override
  public <T> T call(Callable<T> code) throws Exception {
    Fiber fiber = run.context().fiber();
    return fiber.scope().heldBy(this).call(fiber, code);
  }

  @Override
  public void cancel(String newReason) {
    run.context().fiber();
    if (reason == null) {
      reason = newReason;
    }
  }

  @Override
  public boolean cancelRequested() {
    run.fibers().refuseIfLeftBehind();
    return reason != null;
  }

  @Nullable String reason() {
    return reason;
  }
}
