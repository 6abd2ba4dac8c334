package dev.workflows;

import org.jspecify.annotations.Nullable;

/** A caller's input cannot be used. Nothing was written. */
public final class InvalidRequestException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  /** What is wrong with it, and what would be right. */
  public InvalidRequestException(ErrorCode code, String message) {
    super(code, message);
  }

  /** The same with what caused it. */
  public InvalidRequestException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }
}
