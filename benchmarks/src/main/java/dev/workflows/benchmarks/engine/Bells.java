package dev.workflows.benchmarks.engine;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets a client wait for a run's activity in the same JVM, each by its own bell. Thread-safe. */
public final class Bells {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Map<Integer, BlockingQueue<Integer>> bells = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();

  /** A new bell's number. */
  public int add() {
    return next.getAndIncrement();
  }

  /** What the activity does where there is one node. */
  public void ring(int number) {
    ring(number, 0);
  }

  /** What the activity does on this node. */
  public void ring(int number, int node) {
    bell(number).add(node);
  }

  /**
   * What the client does.
   *
   * @return the node on which the bell was rung
   * @throws IllegalStateException if the bell does not ring within a minute
   */
  public int await(int number) throws InterruptedException {
    Integer node = bell(number).poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (node == null) {
      throw new IllegalStateException("Bell " + number + " did not ring within " + PATIENCE);
    }
    return node;
  }

  private BlockingQueue<Integer> bell(int number) {
    return bells.computeIfAbsent(number, key -> new LinkedBlockingQueue<>());
  }
}
