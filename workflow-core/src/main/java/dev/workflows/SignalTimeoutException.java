package dev.workflows;

import java.time.Duration;

/** No signal came within the time that {@link WorkflowContext#waitForSignal} was given. */
public final class SignalTimeoutException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  private final String signal;
  private final Duration timeout;

  /** Which signal was waited for, and for how long. */
  public SignalTimeoutException(String signal, Duration timeout) {
    super(
        ErrorCode.SIGNAL_TIMEOUT,
        ("Signal '%s' did not come within %s. Catch SignalTimeoutException, or give a default, if"
                + " the workflow can go on without it.")
            .formatted(signal, timeout));
    this.signal = signal;
    this.timeout = timeout;
  }

  /** The signal that was waited for. */
  public String signal() {
    return signal;
  }

  /** For how long. */
  public Duration timeout() {
    return timeout;
  }
}
