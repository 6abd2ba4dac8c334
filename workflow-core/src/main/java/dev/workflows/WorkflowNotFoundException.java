package dev.workflows;

/** There is no such run. */
public final class WorkflowNotFoundException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  /** The fact and the next step. */
  public WorkflowNotFoundException(String message) {
    super(ErrorCode.NOT_FOUND, message);
  }
}
