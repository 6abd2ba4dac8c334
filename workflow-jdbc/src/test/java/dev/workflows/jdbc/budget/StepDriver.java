package dev.workflows.jdbc.budget;

import dev.workflows.spi.Driver;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One thread and a clock that the test moves, so that what is counted is always the same. */
final class StepDriver implements Driver, AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(1);

  private final Deque<Runnable> ready = new ArrayDeque<>();
  private final Deque<Runnable> held = new ArrayDeque<>();
  private final PriorityQueue<Timed> timed =
      new PriorityQueue<>(Comparator.comparingLong(Timed::at).thenComparingLong(Timed::order));
  private final ExecutorService fibers = Executors.newCachedThreadPool();
  private final RandomGenerator random = new SecureRandom();
  private boolean holdsActivities;
  private long now;
  private long order;

  private record Timed(long at, long order, Runnable task, boolean[] cancelled) {}

  /** Lets activities wait for {@link #releaseActivities()}. */
  void holdActivities() {
    holdsActivities = true;
  }

  void releaseActivities() {
    holdsActivities = false;
    ready.addAll(held);
    held.clear();
  }

  @Override
  public void execute(Lane lane, Runnable task) {
    (holdsActivities && lane == Lane.ACTIVITY ? held : ready).add(task);
  }

  @Override
  public Scheduled schedule(Lane lane, Duration delay, Runnable task) {
    boolean[] cancelled = new boolean[1];
    timed.add(new Timed(now + delay.toNanos(), order++, task, cancelled));
    return () -> cancelled[0] = true;
  }

  @Override
  public <V> @Nullable V await(CompletableFuture<V> value, Duration timeout)
      throws InterruptedException, ExecutionException {
    long until = now + timeout.toNanos();
    run();
    while (!value.isDone() && now < until) {
      advance(TICK);
    }
    return value.isDone() ? value.get() : null;
  }

  /** Does everything that is ready. */
  void run() {
    for (Runnable next = ready.poll(); next != null; next = ready.poll()) {
      next.run();
    }
  }

  /** Lets time pass, with everything that becomes due on its way. */
  void advance(Duration duration) {
    long until = now + duration.toNanos();
    run();
    while (!timed.isEmpty() && timed.peek().at() <= until) {
      Timed next = timed.remove();
      now = Math.max(now, next.at());
      if (!next.cancelled()[0]) {
        next.task().run();
        run();
      }
    }
    now = until;
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public Executor fibers() {
    return fibers;
  }

  @Override
  public void close() {
    fibers.shutdownNow();
  }
}
