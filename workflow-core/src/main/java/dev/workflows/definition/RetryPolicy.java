package dev.workflows.definition;

import java.time.Duration;
import java.util.List;

/**
 * When a failing activity is tried again.
 *
 * @param maxAttempts how often at most, the first attempt included; {@link Integer#MAX_VALUE} never
 *     gives up
 * @param initialInterval the wait before the second attempt
 * @param multiplier by how much each wait is longer than the one before, at least 1
 * @param maxInterval the longest wait
 * @param notOn exceptions after which it is not tried again
 */
public record RetryPolicy(
    int maxAttempts,
    Duration initialInterval,
    double multiplier,
    Duration maxInterval,
    List<Class<? extends Throwable>> notOn) {

  /** Three retries after the first attempt, after 1 s, doubled, at most 1 min. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(4, Duration.ofSeconds(1), 2.0, Duration.ofMinutes(1), List.of());

  /** Checks the ranges. */
  public RetryPolicy {
    require(maxAttempts >= 1, "maxAttempts must be at least 1, but is " + maxAttempts);
    require(!initialInterval.isNegative(), "initialInterval must not be negative");
    require(!maxInterval.isNegative(), "maxInterval must not be negative");
    require(multiplier >= 1.0, "multiplier must be at least 1, but is " + multiplier);
    notOn = List.copyOf(notOn);
  }

  /** Whether another attempt may follow this one. */
  public boolean allowsRetryAfter(int attempt) {
    return attempt < maxAttempts;
  }

  /** The wait after an attempt: {@code initialInterval * multiplier^(attempt-1)}, bounded. */
  public Duration intervalAfter(int attempt) {
    double nanos = nanos(initialInterval) * Math.pow(multiplier, attempt - 1.0);
    return nanos >= nanos(maxInterval) ? maxInterval : Duration.ofNanos((long) nanos);
  }

  private static double nanos(Duration duration) {
    return duration.getSeconds() * 1e9 + duration.getNano();
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
