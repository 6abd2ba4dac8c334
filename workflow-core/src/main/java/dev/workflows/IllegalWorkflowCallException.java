package dev.workflows;

/** A method of a run's context was called where it cannot be called. */
public final class IllegalWorkflowCallException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  /** The fact and the next step. */
  public IllegalWorkflowCallException(String message) {
    super(ErrorCode.ILLEGAL_CALL, message);
  }
}
