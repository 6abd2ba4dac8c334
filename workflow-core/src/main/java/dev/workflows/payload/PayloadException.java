package dev.workflows.payload;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import org.jspecify.annotations.Nullable;

/** A value could not be written, or a payload does not fit the type it is read as. */
public final class PayloadException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  /** What does not fit; never shows the value. */
  public PayloadException(String message, @Nullable Throwable cause) {
    super(ErrorCode.INVALID_PAYLOAD, message, cause);
  }
}
