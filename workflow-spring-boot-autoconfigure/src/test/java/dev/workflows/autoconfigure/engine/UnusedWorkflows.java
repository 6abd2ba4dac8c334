package dev.workflows.autoconfigure.engine;

import dev.workflows.StartOptions;
import dev.workflows.WorkflowCall;
import dev.workflows.WorkflowHandle;
import dev.workflows.Workflows;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A client that nothing may be asked of, but for a handle. */
final class UnusedWorkflows<T> implements Workflows<T> {

  @Override
  public WorkflowHandle<T> start(String workflowId, WorkflowCall<T> call) {
    throw new UnsupportedOperationException();
  }

  @Override
  public WorkflowHandle<T> start(StartOptions options, WorkflowCall<T> call) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <R> @Nullable R execute(String workflowId, Function<T, R> call) {
    throw new UnsupportedOperationException();
  }

  @Override
  public WorkflowHandle<T> signalWithStart(
      StartOptions options, WorkflowCall<T> start, WorkflowCall<T> signal) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <R> @Nullable R updateWithStart(
      StartOptions options, WorkflowCall<T> start, Function<T, R> update) {
    throw new UnsupportedOperationException();
  }

  @Override
  @SuppressWarnings("NullAway")
  public WorkflowHandle<T> get(String id) {
    return null;
  }
}
