package dev.workflows.test.engine;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for an assertion to hold, with a deadline. */
public final class Eventually {

  private static final Duration STEP = Duration.ofMillis(10);

  private Eventually() {}

  /** Asks again and again; fails as the last time when patience is over. */
  public static void holds(Duration patience, Runnable assertion) {
    long until = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        assertion.run();
        return;
      } catch (AssertionError notYet) {
        if (System.nanoTime() - until > 0) {
          throw notYet;
        }
        LockSupport.parkNanos(STEP.toNanos());
      }
    }
  }
}
