package dev.workflows;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An activity call without an outcome yet.
 *
 * @param seq the position of the call in the history
 * @param activity the recorded name
 * @param attempt the attempt that is executing, or that comes next
 * @param nextAttemptAt when that attempt is due, if it waits for a retry
 * @param lastFailure why the attempt before it failed, in one line
 */
public record PendingActivity(
    long seq,
    String activity,
    int attempt,
    @Nullable Instant nextAttemptAt,
    @Nullable String lastFailure) {

  /** Does not show the failure: its message may quote what it failed on. */
  @Override
  public String toString() {
    return "PendingActivity[%d %s, attempt %d]".formatted(seq, activity, attempt);
  }
}
