package dev.workflows.engine;

import dev.workflows.spi.Driver;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A driver whose time and order a test decides: one thread, nothing happens by itself. */
final class ManualDriver implements Driver {

  private final Deque<Ready> ready = new ArrayDeque<>();
  private final Executor fibers;
  private final PriorityQueue<Timed> timed =
      new PriorityQueue<>(Comparator.comparingLong(Timed::at).thenComparingLong(Timed::order));
  private final List<Duration> delays = new ArrayList<>();
  private final Random random = new Random(1);

  /** About to wrap, as the system's may. */
  private long nanoTime = Long.MAX_VALUE - 1_000;

  private @Nullable Lane free;
  private long elapsed;
  private long order;

  /** How many activities execute at once; without limit if nothing is said. */
  int activityThreads = Integer.MAX_VALUE;

  private record Ready(Lane lane, Runnable task) {}

  private record Timed(long at, long order, Ready task, boolean[] cancelled) {}

  ManualDriver() {
    this(
        task -> {
          throw new UnsupportedOperationException("No workflow code here");
        });
  }

  /** With threads for workflow code: whoever waits for that does so by itself. */
  ManualDriver(Executor fibers) {
    this.fibers = fibers;
  }

  @Override
  public void execute(Lane lane, Runnable task) {
    ready.add(new Ready(lane, task));
  }

  @Override
  public int activityThreads() {
    return activityThreads;
  }

  @Override
  public Scheduled schedule(Lane lane, Duration delay, Runnable task) {
    delays.add(delay);
    boolean[] cancelled = new boolean[1];
    timed.add(new Timed(elapsed + delay.toNanos(), order++, new Ready(lane, task), cancelled));
    return () -> cancelled[0] = true;
  }

  /** Time goes on until the value is there. */
  @Override
  public <V> @Nullable V await(CompletableFuture<V> value, Duration timeout)
      throws InterruptedException, ExecutionException {
    long until = elapsed + timeout.toNanos();
    run();
    while (!value.isDone() && elapsed < until) {
      advance(Duration.ofMillis(1));
    }
    return value.isDone() ? value.get() : null;
  }

  @Override
  public long nanoTime() {
    return nanoTime;
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
  public boolean mayDo(Lane lane) {
    return lane == free;
  }

  /** Lets whoever asks do the tasks of a lane itself. */
  void free(Lane lane) {
    free = lane;
  }

  /** Executes everything that is ready; returns how many tasks these were. */
  int run() {
    int count = 0;
    for (Ready next = ready.poll(); next != null; next = ready.poll()) {
      next.task().run();
      count++;
    }
    return count;
  }

  /** Executes the first of what is ready. */
  void runOne() {
    ready.remove().task().run();
  }

  /** Lets time go on, with what becomes due on its way. */
  void advance(Duration duration) {
    long until = elapsed + duration.toNanos();
    run();
    while (!timed.isEmpty() && timed.peek().at() <= until) {
      Timed next = timed.remove();
      pass(next.at() - elapsed);
      if (!next.cancelled()[0]) {
        next.task().task().run();
        run();
      }
    }
    pass(until - elapsed);
  }

  /** Lets time go on while nobody looks: what becomes due waits, as on a node that was frozen. */
  void freeze(Duration duration) {
    pass(duration.toNanos());
  }

  private void pass(long nanos) {
    if (nanos > 0) {
      elapsed += nanos;
      nanoTime += nanos;
    }
  }

  /** The lanes of what is ready, in order. */
  List<Lane> readyLanes() {
    return ready.stream().map(Ready::lane).toList();
  }

  int readyTasks() {
    return ready.size();
  }

  /** Tasks that wait for their time and were not stopped. */
  long waitingTasks() {
    return timed.stream().filter(task -> !task.cancelled()[0]).count();
  }

  /** Every delay that was asked for, in order. */
  List<Duration> delays() {
    return delays;
  }
}
