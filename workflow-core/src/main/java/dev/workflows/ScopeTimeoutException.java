package dev.workflows;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Code did not end within the time that {@link WorkflowContext#withTimeout} gave it. It was asked
 * to end, and has.
 */
public final class ScopeTimeoutException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  private final Duration timeout;

  /** How long the code had, and what it ended with. */
  public ScopeTimeoutException(Duration timeout, @Nullable Throwable cause) {
    super(
        ErrorCode.SCOPE_TIMEOUT,
        ("The code did not end within %s. Catch ScopeTimeoutException if the workflow can go on"
                + " without it, or give it more time.")
            .formatted(timeout),
        cause);
    this.timeout = timeout;
  }

  /** How long the code had. */
  public Duration timeout() {
    return timeout;
  }
}
