package dev.workflows.test.contract;

import dev.workflows.spi.StoreException;
import dev.workflows.spi.StoreException.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Several threads at once, and waiting for what other threads or the clock bring about. */
final class Race {

  private static final long DEADLINE_SECONDS = 30;
  private static final Set<Outcome> NOTHING_WRITTEN = Set.of(Outcome.ROLLED_BACK, Outcome.LOCKED);

  private Race() {}

  /** Runs all tasks at the same time, each on a thread of its own; their results in order. */
  static <T> List<T> all(List<? extends Callable<T>> tasks) {
    CyclicBarrier line = new CyclicBarrier(tasks.size());
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      List<Future<T>> running = new ArrayList<>();
      for (Callable<T> task : tasks) {
        running.add(
            threads.submit(
                () -> {
                  line.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
                  return task.call();
                }));
      }
      return running.stream().map(Race::result).toList();
    } finally {
      threads.shutdownNow();
    }
  }

  /** Runs the same task on so many threads. */
  static <T> List<T> all(int threads, Callable<T> task) {
    return all(Collections.nCopies(threads, task));
  }

  /** Runs a task on another thread and waits for it: what others see. */
  static <T> T elsewhere(Callable<T> task) {
    return all(1, task).get(0);
  }

  private static <T> T result(Future<T> running) {
    try {
      return running.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("A thread failed", e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("A thread did not end in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  /**
   * Calls until the store says something else than that nothing was written, as the engine does.
   */
  static <T> T settled(Callable<T> call) throws Exception {
    long deadline = deadline();
    while (true) {
      try {
        return call.call();
      } catch (StoreException e) {
        if (!NOTHING_WRITTEN.contains(e.outcome()) || System.nanoTime() > deadline) {
          throw e;
        }
      }
    }
  }

  /** Polls until it holds; fails if it does not in time. */
  static void until(BooleanSupplier condition) {
    long deadline = deadline();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("It did not come about in time");
      }
      Thread.onSpinWait();
    }
  }

  private static long deadline() {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
  }
}
