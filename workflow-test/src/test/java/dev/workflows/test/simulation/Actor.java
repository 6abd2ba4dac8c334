package dev.workflows.test.simulation;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A task that may be held up in the middle: it has a thread, which executes only while the world
 * has handed it the baton.
 */
final class Actor {

  /** Threads outlive the seeds, since making them is what costs most. */
  static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "simulated");
            thread.setDaemon(true);
            return thread;
          });

  private static final long STUCK_AFTER = Duration.ofSeconds(30).toNanos();

  private final Runnable body;
  private volatile boolean holdsBaton;
  private volatile boolean ended;
  private volatile @Nullable Thread thread;
  private volatile @Nullable Throwable problem;
  private @Nullable Thread world;

  Actor(Runnable body) {
    this.body = body;
  }

  boolean hasEnded() {
    return ended;
  }

  /** Called by the world: lets it execute until it is held up or ends. */
  void go() {
    world = Thread.currentThread();
    holdsBaton = true;
    Thread mine = thread;
    if (mine == null) {
      THREADS.execute(this::execute);
    } else {
      LockSupport.unpark(mine);
    }
    long until = System.nanoTime() + STUCK_AFTER;
    while (holdsBaton) {
      LockSupport.parkNanos(this, TimeUnit.SECONDS.toNanos(1));
      if (System.nanoTime() - until > 0) {
        throw stuck();
      }
    }
    Throwable thrown = problem;
    if (thrown != null) {
      throw new IllegalStateException("A task of the simulation failed", thrown);
    }
  }

  private IllegalStateException stuck() {
    IllegalStateException stuck =
        new IllegalStateException("The simulation is stuck: something waits for a real thread");
    Thread mine = thread;
    if (mine != null) {
      stuck.setStackTrace(mine.getStackTrace());
    }
    return stuck;
  }

  /** Called on its own thread: gives the baton back until it is handed it again. */
  void rest() {
    giveBack();
    while (!holdsBaton) {
      LockSupport.park(this);
    }
  }

  private void execute() {
    thread = Thread.currentThread();
    try {
      body.run();
    } catch (NodeDied died) {
      // as its process did
    } catch (Throwable e) {
      problem = e;
    } finally {
      ended = true;
      giveBack();
    }
  }

  private void giveBack() {
    Thread waiting = world;
    holdsBaton = false;
    LockSupport.unpark(waiting);
  }
}
