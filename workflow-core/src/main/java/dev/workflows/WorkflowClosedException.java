package dev.workflows;

/** The run has ended, so it takes no more messages. */
public final class WorkflowClosedException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  /** The fact and the next step. */
  public WorkflowClosedException(String message) {
    super(ErrorCode.CLOSED, message);
  }
}
