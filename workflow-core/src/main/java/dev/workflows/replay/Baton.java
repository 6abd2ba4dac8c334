package dev.workflows.replay;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a fiber has while it executes. Whoever gave it may wait for it; if nobody does, the fiber
 * itself goes on with what follows when it gives it back. Either sees what the other one wrote
 * before. A fiber that keeps it for too long loses it for ever.
 */
final class Baton {

  private static final long NOBODYS = -1;

  /** Odd while the fiber has it, even while it has not; grows with every handing over. */
  private final AtomicLong holder = new AtomicLong();

  private @Nullable Thread waiting;

  // used by the watch
  private long seen;
  private int looks;

  // ---- called by whoever lets the fiber execute

  /** Gives it to the fiber; {@code waiting} is the thread that waits for it, if one does. */
  void give(@Nullable Thread newWaiting) {
    waiting = newWaiting;
    holder.incrementAndGet();
  }

  /** Waits until the fiber gives it back; {@code false} if it was taken from the fiber for ever. */
  boolean awaitReturn() {
    Parking.until(this, () -> !isFibers());
    return holder.get() != NOBODYS;
  }

  // ---- called by the fiber

  boolean isFibers() {
    return isFibers(holder.get());
  }

  /** Whether it was taken away for ever. */
  boolean isLost() {
    return holder.get() == NOBODYS;
  }

  /** Whether somebody waits for it to be given back. */
  boolean isAwaited() {
    return waiting != null;
  }

  /** Gives it back; {@code false} if it was taken away. */
  boolean giveBack() {
    Thread awaiting = waiting;
    long mine = holder.get();
    if (!isFibers(mine) || !holder.compareAndSet(mine, mine + 1)) {
      return false;
    }
    if (awaiting != null) {
      LockSupport.unpark(awaiting);
    }
    return true;
  }

  // ---- called by the watch

  /** How often the watch has seen the fiber have it without a break, this time included. */
  int looks() {
    long now = holder.get();
    looks = now == seen ? looks + 1 : 1;
    seen = now;
    return looks;
  }

  /** The fiber's thread is busy with something else: it has not had it yet. */
  void lookAgain() {
    looks = 0;
  }

  /** Takes it from the fiber, unless that has given it back since the last look. */
  boolean takeAway() {
    Thread awaiting = waiting;
    if (!isFibers(seen) || !holder.compareAndSet(seen, NOBODYS)) {
      return false;
    }
    if (awaiting != null) {
      LockSupport.unpark(awaiting);
    }
    return true;
  }

  private static boolean isFibers(long holder) {
    return holder > 0 && holder % 2 != 0;
  }
}
