package dev.workflows.benchmarks.engine;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets a client wait for a run's activity in the same JVM, each by its own bell. Thread-safe. */
public final class Bells {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Map<Integer, Semaphore> bells = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();

  /** A new bell's number. */
  public int add() {
    return next.getAndIncrement();
  }

  /** What the activity does. */
  public void ring(int number) {
    bell(number).release();
  }

  /**
   * What the client does.
   *
   * @throws IllegalStateException if the bell does not ring within a minute
   */
  public void await(int number) throws InterruptedException {
    if (!bell(number).tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("Bell " + number + " did not ring within " + PATIENCE);
    }
  }

  private Semaphore bell(int number) {
    return bells.computeIfAbsent(number, key -> new Semaphore(0));
  }
}
