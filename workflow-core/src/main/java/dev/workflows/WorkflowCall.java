package dev.workflows;

/**
 * Names a method of a workflow and its arguments by calling it once, as in {@code w ->
 * w.process(order)}. It is executed on a recorder at once, never by the run itself.
 *
 * @param <T> the workflow class, or an interface it implements
 */
@FunctionalInterface
public interface WorkflowCall<T> {

  /** Calls exactly one method of the workflow. */
  void on(T workflow) throws Exception;
}
