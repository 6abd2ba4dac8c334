package dev.workflows.jdbc;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for a condition, with a deadline. */
final class Waits {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Waits() {}

  static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("The condition did not come true within " + PATIENCE);
      }
      LockSupport.parkNanos(2_000_000);
    }
  }
}
