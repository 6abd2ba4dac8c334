package dev.workflows;

import org.jspecify.annotations.Nullable;

/**
 * An activity failed for good: thrown inside the workflow at the call, now and whenever the code is
 * executed again. An exception that the activity declares arrives as itself instead.
 */
public final class ActivityFailedException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  private final String activity;
  private final int attempts;
  private final transient @Nullable Failure failure;

  /** Which activity failed, after how many attempts, and why. */
  public ActivityFailedException(String activity, int attempts, Failure failure) {
    super(
        ErrorCode.ACTIVITY_FAILED,
        "Activity '%s' failed after %d attempt%s: %s"
            .formatted(activity, attempts, attempts == 1 ? "" : "s", failure.summary()));
    this.activity = activity;
    this.attempts = attempts;
    this.failure = failure;
  }

  /** The activity's recorded name. */
  public String activity() {
    return activity;
  }

  /** How often it was attempted. */
  public int attempts() {
    return attempts;
  }

  /** The last attempt's failure; {@code null} only after Java serialization. */
  public @Nullable Failure failure() {
    return failure;
  }
}
