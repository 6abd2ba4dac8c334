package dev.workflows.replay;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for another thread that unparks this one; an interrupt neither ends it nor is lost. */
final class Parking {

  private Parking() {}

  /** Parks the calling thread until this holds, which is asked again after every wake-up. */
  static void until(Object blocker, BooleanSupplier condition) {
    boolean interrupted = false;
    while (!condition.getAsBoolean()) {
      LockSupport.park(blocker);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
