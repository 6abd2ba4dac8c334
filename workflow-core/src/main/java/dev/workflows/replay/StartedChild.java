package dev.workflows.replay;

import dev.workflows.ChildHandle;
import dev.workflows.history.Event;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A child that was started and not awaited yet. */
final class StartedChild<R extends @Nullable Object> extends ChildHandle<R> {

  private final Children children;
  private final RunExecution run;
  private final ChildCall call;

  StartedChild(Children children, RunExecution run, ChildCall call) {
    this.children = children;
    this.run = run;
    this.call = call;
  }

  @Override
  public String workflowId() {
    return call.child().workflowId();
  }

  @Override
  public UUID runId() {
    return call.child().runId();
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // of the type that its method declares
  public R get() {
    awaitUntil(this::isDone);
    return (R) children.outcome(call);
  }

  @Override
  protected void awaitUntil(BooleanSupplier done) {
    if (!done.getAsBoolean()) {
      run.context().waits().forBranches(call.text(), done);
    }
  }

  @Override
  public boolean isDone() {
    return call.isResolved();
  }

  @Override
  public boolean isFailed() {
    return call.outcome() instanceof Event.ChildFailed;
  }

  @Override
  public void cancel(String reason) {
    children.cancel(call, reason);
  }

  @Override
  protected long endedAs() {
    return call.endedAs();
  }

  /** A child tells of its failure itself. */
  @Override
  protected void observe() {}
}
