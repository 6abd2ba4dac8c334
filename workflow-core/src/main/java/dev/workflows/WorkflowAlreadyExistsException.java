package dev.workflows;

/** A run with this workflow id is open, or was, and the id may not be used again. */
public final class WorkflowAlreadyExistsException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  /** The same for an id whose run has ended. */
  public WorkflowAlreadyExistsException(ErrorCode code, String message) {
    super(code, message);
  }

  /** The fact and the next step. */
  public WorkflowAlreadyExistsException(String message) {
    super(ErrorCode.ALREADY_EXISTS, message);
  }
}
