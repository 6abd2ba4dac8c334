package dev.workflows.sample.checkout;

import dev.workflows.ChildHandle;
import dev.workflows.ChildWorkflow;
import dev.workflows.ChildWorkflowFailedException;
import dev.workflows.RunId;
import dev.workflows.WorkflowStatus;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A child without an engine: it is executed where it is started, on the instance it is given, or
 * ends at once.
 *
 * @param end how it ends instead of being executed, if it does
 */
record ScriptedChild<T>(ScriptedContext parent, T workflow, @Nullable WorkflowStatus end)
    implements ChildWorkflow<T> {

  private static final RunId ID = new RunId("child", new UUID(0, 2));

  @Override
  public <R> @Nullable R call(Function<T, R> call) {
    return start(call).get();
  }

  @Override
  public <R> ChildHandle<R> start(Function<T, R> call) {
    parent.checkCancelled();
    return new Handle<>(end == null ? call.apply(workflow) : null);
  }

  private final class Handle<R extends @Nullable Object> extends ChildHandle<R> {

    private final R result;

    Handle(R result) {
      this.result = result;
    }

    @Override
    public R get() {
      parent.checkCancelled();
      if (end != null) {
        throw new ChildWorkflowFailedException("shipping", ID, end, null);
      }
      return result;
    }

    @Override
    public void cancel(String reason) {}

    @Override
    public String workflowId() {
      return ID.workflowId();
    }

    @Override
    public UUID runId() {
      return ID.runId();
    }

    @Override
    public boolean isDone() {
      return true;
    }

    @Override
    public boolean isFailed() {
      return end != null;
    }

    @Override
    protected void awaitUntil(BooleanSupplier done) {}

    @Override
    protected long endedAs() {
      return 1;
    }

    @Override
    protected void observe() {}
  }
}
