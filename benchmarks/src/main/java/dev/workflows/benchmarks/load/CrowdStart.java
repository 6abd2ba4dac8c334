package dev.workflows.benchmarks.load;

import dev.workflows.benchmarks.engine.Crowd;
import dev.workflows.benchmarks.engine.Marks;
import dev.workflows.benchmarks.engine.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets clients start all runs of a crowd, and waits for its end. */
public final class CrowdStart {

  private static final long POLL_MILLIS = 5;

  private CrowdStart() {}

  /** Starts as many runs as there are, by several clients; returns the seconds that took. */
  public static double startAll(Crowd crowd, int size, int clients) throws Exception {
    AtomicInteger next = new AtomicInteger();
    Operation starts =
        () -> {
          for (int i = next.getAndIncrement(); i < size; i = next.getAndIncrement()) {
            crowd.start(i);
          }
        };
    long begin = System.nanoTime();
    together(starts, clients);
    return (System.nanoTime() - begin) / 1e9;
  }

  private static void together(Operation operation, int clients) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        tasks.add(
            () -> {
              operation.perform();
              return null;
            });
      }
      for (Future<Void> future : threads.invokeAll(tasks)) {
        future.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * Waits until no run is open; says how many still are when the patience is over. Asks the
   * database, so it is called only when all runs have come to their last activity.
   */
  static long awaitEnd(Crowd crowd, Duration patience) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    long open = crowd.open();
    while (open > 0 && System.nanoTime() < deadline) {
      Thread.sleep(POLL_MILLIS);
      open = crowd.open();
    }
    return open;
  }

  /** Waits until all runs have come to their marks and ended; says how many have not. */
  static long awaitAll(Crowd crowd, Marks marks, Duration patience) throws Exception {
    return marks.await(patience) ? awaitEnd(crowd, patience) : marks.size() - marks.count();
  }

  /** How long so many runs may take before they count as lost. */
  static Duration patience(int size) {
    return Duration.ofSeconds(60).plus(Duration.ofMillis(20L * size));
  }
}
