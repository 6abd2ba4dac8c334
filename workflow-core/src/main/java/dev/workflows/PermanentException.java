package dev.workflows;

import org.jspecify.annotations.Nullable;

/** Thrown by an activity to say that another attempt would not help: it is not retried. */
public class PermanentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why it would not help. */
  public PermanentException(String message) {
    this(message, null);
  }

  /** The same with what caused it. */
  public PermanentException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
