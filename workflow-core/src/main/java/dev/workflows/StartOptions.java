package dev.workflows;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A caller's choices for a start.
 *
 * @param workflowId the id of the workflow, 1 to 255 characters without control characters; one is
 *     made if it is {@code null}
 * @param idempotencyKey a second start of the same type with this key returns the first one's run,
 *     also when that is closed
 * @param delay how long the run waits before its code begins; zero is at once
 */
public record StartOptions(
    @Nullable String workflowId, @Nullable String idempotencyKey, Duration delay) {

  /** Starts at once under an id that is made. */
  public static StartOptions defaults() {
    return new StartOptions(null, null, Duration.ZERO);
  }

  /** Starts at once under this id. */
  public static StartOptions of(String workflowId) {
    return new StartOptions(workflowId, null, Duration.ZERO);
  }

  /** The same with an idempotency key. */
  public StartOptions withIdempotencyKey(String key) {
    return new StartOptions(workflowId, key, delay);
  }

  /** The same with a delay. */
  public StartOptions withDelay(Duration newDelay) {
    return new StartOptions(workflowId, idempotencyKey, newDelay);
  }
}
