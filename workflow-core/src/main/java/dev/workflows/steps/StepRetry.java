package dev.workflows.steps;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import java.time.Duration;

/**
 * How often a step that failed is executed anew, after a durable pause each time. It stands above
 * the retries of an activity: a failed step is one whose activity has used up its own. Repeats a
 * step whatever it failed with, except bad input and a person's rejection.
 *
 * @param attempts how often the step is executed at most, the first time included
 * @param delay the pause before each further time; zero is none
 */
public record StepRetry(int attempts, Duration delay) {

  /**
   * Refuses what cannot be.
   *
   * @throws InvalidRequestException if there is no attempt, or the pause is negative
   */
  public StepRetry {
    if (attempts < 1 || delay.isNegative()) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_STEPS,
          "A step has at least 1 attempt and no negative delay, but is given %d and %s."
              .formatted(attempts, delay));
    }
  }

  /** So many attempts with this pause between them. */
  public static StepRetry of(int attempts, Duration delay) {
    return new StepRetry(attempts, delay);
  }
}
