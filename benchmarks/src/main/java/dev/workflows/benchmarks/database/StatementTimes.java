package dev.workflows.benchmarks.database;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** How long certain statements took, as their callers saw it. Thread-safe. */
public final class StatementTimes {

  private final Predicate<String> which;
  private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();

  StatementTimes(Predicate<String> which) {
    this.which = which;
  }

  boolean concern(String sql) {
    return which.test(sql);
  }

  void add(long time) {
    nanos.add(time);
  }

  /** Takes those that there are, in nanoseconds, the shortest first. */
  public long[] take() {
    LongStream.Builder taken = LongStream.builder();
    for (Long time = nanos.poll(); time != null; time = nanos.poll()) {
      taken.add(time);
    }
    return taken.build().sorted().toArray();
  }
}
