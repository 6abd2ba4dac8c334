package dev.workflows.spi;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import org.jspecify.annotations.Nullable;

/** The store could not do what it was asked; says what is known of the transaction. */
public final class StoreException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  private final Outcome outcome;

  /** What is known of a transaction that did not answer well. */
  public enum Outcome {
    /** Nothing was written; another try may succeed at once. */
    ROLLED_BACK,
    /** Nothing was written: a lock was not to be had in time. */
    LOCKED,
    /** It may have been written, or may still be. */
    UNKNOWN,
    /** Nothing was written, and another try would end the same way. */
    REFUSED
  }

  /** What happened, and what is known of the transaction. */
  public StoreException(Outcome outcome, String message, @Nullable Throwable cause) {
    super(ErrorCode.STORE_UNAVAILABLE, message, cause);
    this.outcome = outcome;
  }

  /** What is known of the transaction. */
  public Outcome outcome() {
    return outcome;
  }
}
