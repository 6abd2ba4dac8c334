package dev.workflows;

/** A run with this workflow id is open. */
public final class WorkflowAlreadyExistsException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  /** The fact and the next step. */
  public WorkflowAlreadyExistsException(String message) {
    super(ErrorCode.ALREADY_EXISTS, message);
  }
}
