package dev.workflows.test.simulation;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A task that may be held up in the middle: it has a thread from its beginning to its end, which
 * executes only while it has the baton.
 */
final class Actor {

  private final @Nullable Runnable body;
  private volatile @Nullable Thread thread;
  private volatile boolean holdsBaton;
  private boolean ended;

  /** One that has not begun. */
  Actor(Runnable body) {
    this.body = body;
  }

  /** The calling thread itself, which has begun long ago. */
  Actor() {
    this.body = null;
    this.thread = Thread.currentThread();
  }

  boolean hasBegun() {
    return thread != null;
  }

  boolean hasEnded() {
    return ended;
  }

  /** Executes it on the calling thread, from beginning to end; what it throws if it fails. */
  @Nullable Throwable execute() {
    thread = Thread.currentThread();
    try {
      if (body != null) {
        body.run();
      }
      return null;
    } catch (NodeDied died) {
      return null;
    } catch (Throwable e) {
      return e;
    } finally {
      ended = true;
    }
  }

  /** Lets it go on; the caller's thread does nothing of the simulation from now on. */
  void giveBaton() {
    holdsBaton = true;
    LockSupport.unpark(thread);
  }

  /**
   * Waits on its own thread until it is given the baton, for some time at least.
   *
   * @param nanos how long, 0 as long as it takes
   * @return whether it has the baton
   */
  boolean awaitBaton(long nanos) {
    boolean interrupted = false;
    if (!holdsBaton && nanos > 0) {
      LockSupport.parkNanos(this, nanos);
    }
    while (!holdsBaton && nanos == 0) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return takeBaton();
  }

  private boolean takeBaton() {
    boolean mine = holdsBaton;
    if (mine) {
      holdsBaton = false;
    }
    return mine;
  }

  /** Where its thread is. */
  StackTraceElement[] stack() {
    Thread mine = thread;
    return mine == null ? new StackTraceElement[0] : mine.getStackTrace();
  }
}
