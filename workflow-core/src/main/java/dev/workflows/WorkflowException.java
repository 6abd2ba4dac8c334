package dev.workflows;

import org.jspecify.annotations.Nullable;

/** The parent of every exception this project throws; its message begins with its code. */
public class WorkflowException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /** An error with its code, the fact and the next step. */
  public WorkflowException(ErrorCode code, String message) {
    this(code, message, null);
  }

  /** The same with what caused it. */
  public WorkflowException(ErrorCode code, String message, @Nullable Throwable cause) {
    super("[" + code.code() + "] " + message, cause);
    this.code = code;
  }

  /** The code under which {@code docs/errors.md} explains it. */
  public ErrorCode code() {
    return code;
  }
}
