package dev.workflows.sample;

import java.time.Duration;

/** Time that the world outside takes. Only activities may wait like this. */
public final class Delay {

  private Delay() {}

  /**
   * Waits.
   *
   * @throws IllegalStateException if it is interrupted because nobody wants the result any longer:
   *     the activity fails, and whatever it has begun is rolled back
   */
  public static void of(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the world outside", e);
    }
  }
}
