package dev.workflows.benchmarks.engine;

import java.util.concurrent.atomic.LongAdder;

/** Counts the events of histories that an engine writes or replays. Thread-safe. */
public final class Tally {

  private final LongAdder events = new LongAdder();
  private final LongAdder commits = new LongAdder();

  /** So many events were written together. */
  public void committed(long count) {
    commits.increment();
    events.add(count);
  }

  /** So many events were replayed. */
  public void replayed(long count) {
    events.add(count);
  }

  /** Events so far. */
  public long events() {
    return events.sum();
  }

  /** What they were written by so far. */
  public long commits() {
    return commits.sum();
  }
}
