package dev.workflows;

/** The run was still open when the time to wait for its result was over. */
public final class ResultTimeoutException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  /** The fact and the next step. */
  public ResultTimeoutException(String message) {
    super(ErrorCode.RESULT_TIMEOUT, message);
  }
}
