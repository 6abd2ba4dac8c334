package dev.workflows;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A workflow that the code of another one calls: see {@link WorkflowContext#child}. Each call is a
 * run of its own, with a history of its own, on whichever node has room for it. It begins with the
 * commit that records the call, and how it ends reaches its parent once, whatever crashes.
 *
 * @param <T> the workflow class, or an interface it implements
 */
public interface ChildWorkflow<T> {

  /**
   * Starts the child and waits for its result. If the code that waits is asked to end, so is the
   * child, and its end is awaited; unless the child goes on without its parent. A child that has
   * returned nevertheless gives its result: the code can tell what has been done, and ends at its
   * next wait.
   *
   * @param call calls the child's workflow method, as in {@code shipping -> shipping.ship(order)}
   * @return what the child returned
   * @throws ChildWorkflowFailedException if it ended otherwise, or could not begin
   * @throws WorkflowCancelledException if the code that waits was asked to end
   */
  <R> @Nullable R call(Function<T, R> call);

  /**
   * Starts the child and goes on. Nobody is told of its failure who does not ask; what becomes of
   * it if its parent ends first its {@link ParentClosePolicy} says.
   */
  <R> ChildHandle<R> start(Function<T, R> call);
}
