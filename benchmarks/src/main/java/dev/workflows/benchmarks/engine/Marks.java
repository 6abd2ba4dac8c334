package dev.workflows.benchmarks.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Where the runs of a crowd say that they have come to the point that matters: their only or second
 * activity, or the end of their sleep. A run that comes there again is not counted again.
 * Thread-safe.
 */
public final class Marks {

  private static final long UNSET = Long.MIN_VALUE;

  private final Instant due;
  private final boolean holding;
  private final AtomicLongArray micros;
  private final CountDownLatch missing;

  private Marks(int size, Instant due, boolean holding) {
    this.due = due;
    this.holding = holding;
    this.micros = new AtomicLongArray(size);
    this.missing = new CountDownLatch(size);
    for (int i = 0; i < size; i++) {
      micros.set(i, UNSET);
    }
  }

  /** For operations, which need none. */
  public static Marks none() {
    return until(0, Instant.EPOCH);
  }

  /** For runs that sleep until an instant, or do not sleep and are told apart from others by it. */
  public static Marks until(int size, Instant due) {
    return new Marks(size, due, false);
  }

  /** For runs that come there and go no further, as long as the process lives. */
  public static Marks holding(int size) {
    return new Marks(size, Instant.EPOCH, true);
  }

  /** How many runs there are. */
  public int size() {
    return micros.length();
  }

  /** When runs that sleep wake up. */
  public Instant due() {
    return due;
  }

  /** Whether runs go no further. */
  public boolean areHolding() {
    return holding;
  }

  /** A run has come there. */
  public void set(int number) {
    long lateness = ChronoUnit.MICROS.between(due, Instant.now());
    if (micros.compareAndSet(number, UNSET, lateness)) {
      missing.countDown();
    }
    if (holding) {
      hold();
    }
  }

  private static void hold() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The process ends before it was killed", e);
    }
  }

  /** How many runs have come there. */
  public int count() {
    return size() - Math.toIntExact(missing.getCount());
  }

  /** Waits until all have; says whether they have. */
  public boolean await(Duration patience) throws InterruptedException {
    return missing.await(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** How long after the instant each run that came came, in microseconds, the earliest first. */
  public long[] lateness() {
    long[] all = new long[size()];
    Arrays.setAll(all, micros::get);
    return Arrays.stream(all).filter(value -> value != UNSET).sorted().toArray();
  }
}
