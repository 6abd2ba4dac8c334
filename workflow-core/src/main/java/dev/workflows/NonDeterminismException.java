package dev.workflows;

/** The workflow's code asked for something else than its history recorded. Blocks the run. */
public final class NonDeterminismException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  /** The fact and the next step. */
  public NonDeterminismException(String message) {
    super(ErrorCode.NON_DETERMINISM, message);
  }
}
