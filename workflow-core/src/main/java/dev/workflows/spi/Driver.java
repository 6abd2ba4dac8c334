package dev.workflows.spi;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Where the engine's threads, time and randomness come from. It owns none of its own, so whoever
 * implements this decides their order: an application by executors, a simulation by a seed.
 */
public interface Driver {

  /** What a task is about; tasks of different lanes never wait for each other's threads. */
  enum Lane {
    /** Turns and everything else that is short and never blocks on I/O. */
    TURN,
    /** Group commits. */
    COMMIT,
    /** Starts, messages and terminations by clients. */
    CLIENT,
    /** Claiming, loading, releasing, polling. */
    POLL,
    /** Heartbeats: a thread and a connection of their own. */
    HEARTBEAT,
    /** Code of the application's activities. */
    ACTIVITY
  }

  /** Executes a task soon. */
  void execute(Lane lane, Runnable task);

  /**
   * How many tasks of {@link Lane#ACTIVITY} are executed at once; the engine gives it no more at a
   * time. Without limit if nothing is said.
   */
  default int activityThreads() {
    return Integer.MAX_VALUE;
  }

  /** Executes a task after a while. */
  Scheduled schedule(Lane lane, Duration delay, Runnable task);

  /**
   * Waits on the calling thread for what other threads do.
   *
   * @return the value, or {@code null} if it is not there in time
   * @throws ExecutionException if there will be none
   */
  default <V> @Nullable V await(CompletableFuture<V> value, Duration timeout)
      throws InterruptedException, ExecutionException {
    try {
      return value.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return null;
    }
  }

  /** Monotonic time in nanoseconds, as of {@link System#nanoTime()}. */
  long nanoTime();

  /** Unpredictable numbers, for ids and seeds. Thread-safe. */
  RandomGenerator random();

  /**
   * The source of the threads that execute workflow code. A task given to it begins at once, on a
   * thread that serves nothing else until the task ends.
   */
  Executor fibers();

  /**
   * Whether the calling thread may do a task of this lane itself, so that no other has to wake for
   * it. Whoever decides about the order of tasks says no.
   */
  default boolean mayDo(Lane lane) {
    return false;
  }

  /**
   * Whether threads of workflow code that wait for an activity may execute it. Not if many of them
   * share few threads of the system, which an activity would keep.
   */
  default boolean lendsCode() {
    return false;
  }

  /**
   * Whether a thread that lets workflow code go on waits until the code has come to rest. Otherwise
   * the threads of the code do what follows, and the caller's is free.
   */
  default boolean inStep() {
    return true;
  }

  /** A task that may still be stopped. */
  interface Scheduled {

    /** Stops it unless it has begun. */
    void cancel();
  }
}
