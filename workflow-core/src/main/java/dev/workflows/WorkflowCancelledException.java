package dev.workflows;

/**
 * Thrown inside a workflow by every wait once someone asked the run to end. A workflow method that
 * ends with it closes the run as {@code CANCELLED}.
 */
public final class WorkflowCancelledException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why the run was asked to end. */
  public WorkflowCancelledException(String reason) {
    super(reason);
  }
}
