package dev.workflows.replay;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Goes to and fro between a fiber and its driver: whoever has it executes, and sees what the other
 * one wrote before. A fiber that keeps it for too long loses it for ever.
 */
final class Baton {

  private static final long NOBODYS = -1;

  /** Odd while the fiber has it, even while the driver has it; grows with every handing over. */
  private final AtomicLong holder = new AtomicLong();

  private @Nullable Thread driver;

  // used by the watch
  private long seen;
  private int looks;

  // ---- called by the driver

  /** Gives it to the fiber. */
  void give() {
    driver = Thread.currentThread();
    holder.incrementAndGet();
  }

  /** Waits until the fiber gives it back; {@code false} if it was taken from the fiber for ever. */
  boolean awaitReturn() {
    parkWhile(true);
    return holder.get() != NOBODYS;
  }

  // ---- called by the fiber

  /** Gives it back to the driver; {@code false} if it was taken away. */
  boolean giveBack() {
    Thread waiting = driver;
    long mine = holder.get();
    if (!isFibers(mine) || !holder.compareAndSet(mine, mine + 1)) {
      return false;
    }
    LockSupport.unpark(waiting);
    return true;
  }

  /** Waits until the driver gives it. */
  void await() {
    parkWhile(false);
  }

  // ---- called by the watch

  /** How often the watch has seen the fiber have it without a break, this time included. */
  int looks() {
    long now = holder.get();
    looks = now == seen ? looks + 1 : 1;
    seen = now;
    return looks;
  }

  /** Takes it from the fiber, unless that has given it back since the last look. */
  boolean takeAway() {
    Thread waiting = driver;
    if (!isFibers(seen) || !holder.compareAndSet(seen, NOBODYS)) {
      return false;
    }
    LockSupport.unpark(waiting);
    return true;
  }

  private static boolean isFibers(long holder) {
    return holder > 0 && holder % 2 != 0;
  }

  private void parkWhile(boolean fibers) {
    boolean interrupted = false;
    while (isFibers(holder.get()) == fibers) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
