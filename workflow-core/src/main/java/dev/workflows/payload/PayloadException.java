package dev.workflows.payload;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import org.jspecify.annotations.Nullable;

/** A value could not be written, or a payload does not fit the type it is read as. */
public final class PayloadException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  /** What does not fit; never shows the value. */
  public PayloadException(String message, @Nullable Throwable cause) {
    this(ErrorCode.INVALID_PAYLOAD, message, cause);
  }

  private PayloadException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }

  /** A value could not be encoded for the store, or decoded as it came from there. */
  public static PayloadException undecodable(String message, @Nullable Throwable cause) {
    return new PayloadException(ErrorCode.UNDECODABLE_PAYLOAD, message, cause);
  }

  /** What it says, without the code: to become part of a message that has one. */
  public String fact() {
    return String.valueOf(getMessage()).substring(code().code().length() + 3);
  }

  /** The code of the problem that a run has whose recorded value this is about. */
  public ErrorCode blocksWith() {
    return code() == ErrorCode.UNDECODABLE_PAYLOAD ? code() : ErrorCode.UNREADABLE_PAYLOAD;
  }
}
