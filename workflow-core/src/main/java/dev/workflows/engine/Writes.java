package dev.workflows.engine;

import dev.workflows.spi.Driver;
import java.time.Duration;

/**
 * Whether the database takes what is written. A heartbeat alone does not tell: it changes a row
 * that is there, and succeeds on a disk that has no place for another one. Thread-safe.
 */
final class Writes {

  private final Driver driver;
  private final Runnable onSuccess;
  private boolean failing;
  private long since;
  private int retried;

  /**
   * Nothing was written so far.
   *
   * @param onSuccess what to do whenever something was written
   */
  Writes(Driver driver, Runnable onSuccess) {
    this.driver = driver;
    this.onSuccess = onSuccess;
  }

  /** The database took something. */
  void succeeded() {
    synchronized (this) {
      failing = false;
    }
    onSuccess.run();
  }

  /** The database took nothing, and not because of what it was given. */
  synchronized void failed() {
    if (!failing) {
      failing = true;
      since = driver.nanoTime();
    }
  }

  /** Something is, or is no more, to be written again. Nothing fails that nobody tries. */
  synchronized void retried(int change) {
    retried += change;
    failing &= retried > 0;
  }

  /** How long everything that was tried has failed; zero if the last of it did not. */
  synchronized Duration failing() {
    return failing ? Duration.ofNanos(driver.nanoTime() - since) : Duration.ZERO;
  }
}
