package dev.workflows;

/**
 * Thrown inside a workflow by every wait once someone asked the run, or the scope or branch that
 * the code is in, to end. A workflow method that ends with it closes the run as {@code CANCELLED}
 * if it was the run that was asked.
 */
public final class WorkflowCancelledException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why the code was asked to end. */
  public WorkflowCancelledException(String reason) {
    super(reason);
  }
}
