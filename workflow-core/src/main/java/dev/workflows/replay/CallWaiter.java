package dev.workflows.replay;

/** Code that waits for the outcome of one call, and for nothing else. Thread-safe. */
public interface CallWaiter {

  /**
   * Lends the thread of that code, which is idle until the call has an outcome.
   *
   * @return {@code false} if it is needed or gone; then nothing happens with the errand
   */
  boolean lend(Errand errand);
}
