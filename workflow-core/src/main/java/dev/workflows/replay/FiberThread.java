package dev.workflows.replay;

import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a fiber: executes its code while it has the baton, and waits otherwise. While it
 * waits it can be lent; it is occupied then, as it is while it does what follows after its code.
 *
 * <p>Its code is unwound by whoever ends its run, unless it is occupied: nobody waits for what it
 * does then, so it finds out by itself when it comes back.
 */
final class FiberThread {

  private static final Logger LOG = LoggerFactory.getLogger(FiberThread.class);

  private final Baton baton = new Baton();
  private volatile @Nullable Thread thread;
  private volatile boolean ending;
  private volatile boolean away;

  private volatile boolean occupied;

  /** Guarded by this, as changes of what is above are. */
  private @Nullable Errand errand;

  /** Used by the fiber's own thread only: it was told to end and nobody waits for that. */
  private boolean alone;

  Baton baton() {
    return baton;
  }

  /** Where it stands; empty if it has not begun or has ended. */
  StackTraceElement[] stack() {
    Thread mine = thread;
    return mine == null ? new StackTraceElement[0] : mine.getStackTrace();
  }

  // ---- called by whoever lets it execute

  /** Lets it execute; whoever calls does not wait for that. */
  void handOver(Executor threads, Runnable code) {
    give(null, threads, code);
  }

  /** Lets it execute until it gives the baton back; {@code false} if that was taken away. */
  boolean resume(Executor threads, Runnable code) {
    give(Thread.currentThread(), threads, code);
    return baton.awaitReturn();
  }

  /** A thread that is awake may take the baton at once and be at its end before this goes on. */
  private void give(@Nullable Thread waiting, Executor threads, Runnable code) {
    Thread mine = thread;
    baton.give(waiting);
    if (mine == null) {
      threads.execute(code);
    } else {
      LockSupport.unpark(mine);
    }
  }

  /**
   * Tells it to end; {@code true} if it has no thread or will find out by itself. Otherwise it has
   * been given the baton, for which the caller is to {@linkplain Baton#awaitReturn wait}.
   */
  synchronized boolean endsByItself() {
    ending = true;
    Thread mine = thread;
    if (mine == null || occupied) {
      return true;
    }
    baton.give(Thread.currentThread());
    LockSupport.unpark(mine);
    return false;
  }

  boolean isEnding() {
    return ending;
  }

  /**
   * Gives it something to do while it waits, or as soon as it has done what follows after its code;
   * {@code false} if it does neither. Thread-safe.
   */
  boolean lend(Errand newErrand) {
    Thread mine = take(newErrand);
    // not under the lock, which it takes first of all
    LockSupport.unpark(mine);
    return mine != null;
  }

  private synchronized @Nullable Thread take(Errand newErrand) {
    Thread mine = thread;
    if (ending || away || mine == null || baton.isFibers()) {
      return null;
    }
    errand = newErrand;
    away = true;
    return mine;
  }

  /** Whether it does something else and cannot tell when it will have done it. */
  boolean isAway() {
    return away && thread != Thread.currentThread();
  }

  // ---- called by the thread itself

  void begins() {
    thread = Thread.currentThread();
  }

  void ends() {
    thread = null;
  }

  boolean isCurrent() {
    return thread == Thread.currentThread();
  }

  /** Whether nobody waits for its end. */
  boolean isAlone() {
    return alone;
  }

  /** Whether it does something else than to execute code or to wait. */
  boolean isOccupied() {
    return occupied;
  }

  /** Says that it is going to do more than to execute code. */
  synchronized void occupy() {
    occupied = true;
  }

  /** Waits until it is given the baton, loses it, or is told to end while it did something else. */
  void await() {
    Parking.until(this, this::mayReturnAfterErrands);
  }

  /** Does what it is lent for, one thing after the other, until there is none or it may return. */
  private boolean mayReturnAfterErrands() {
    while (!mayReturn()) {
      Errand next = takeErrand();
      if (next == null) {
        return false;
      }
      perform(next);
    }
    return true;
  }

  private boolean mayReturn() {
    Errand declined;
    synchronized (this) {
      occupied = false;
      if (!baton.isFibers() && !baton.isLost()) {
        if (!ending) {
          return false;
        }
        alone = true;
      }
      declined = errand;
      errand = null;
    }
    if (declined != null) {
      away = false;
      declined.declined();
    }
    return true;
  }

  private synchronized @Nullable Errand takeErrand() {
    Errand next = errand;
    errand = null;
    occupied = next != null;
    return next;
  }

  /** What an errand throws is none of the code's that waits for it. */
  private void perform(Errand next) {
    try {
      Runnable outcome;
      try {
        outcome = next.perform();
      } finally {
        away = false;
      }
      outcome.run();
    } catch (RuntimeException | Error e) {
      LOG.error("A task of the engine failed", e);
    }
  }
}
