package dev.workflows.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration says about activities; what is {@code null} is not said.
 *
 * @param timeout how long one attempt may take; zero is without limit
 * @param maxAttempts how often at most, the first attempt included
 * @param initialInterval the wait before the second attempt
 * @param multiplier by how much each wait is longer than the one before
 * @param maxInterval the longest wait
 * @param maxConcurrent how many attempts execute at once on a node at most
 */
public record ActivityOptions(
    @Nullable Duration timeout,
    @Nullable Integer maxAttempts,
    @Nullable Duration initialInterval,
    @Nullable Double multiplier,
    @Nullable Duration maxInterval,
    @Nullable Integer maxConcurrent) {

  /** Says nothing. */
  public static final ActivityOptions NONE =
      new ActivityOptions(null, null, null, null, null, null);

  /** The same, completed by these where it says nothing itself. */
  public ActivityOptions orElse(ActivityOptions others) {
    return new ActivityOptions(
        timeout != null ? timeout : others.timeout,
        maxAttempts != null ? maxAttempts : others.maxAttempts,
        initialInterval != null ? initialInterval : others.initialInterval,
        multiplier != null ? multiplier : others.multiplier,
        maxInterval != null ? maxInterval : others.maxInterval,
        maxConcurrent != null ? maxConcurrent : others.maxConcurrent);
  }
}
