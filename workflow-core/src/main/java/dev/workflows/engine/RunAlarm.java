package dev.workflows.engine;

import dev.workflows.spi.Driver;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Wakes a run when the earliest of its timers is due. Kept while the run is evicted. */
final class RunAlarm {

  /** Centuries do not fit into nanoseconds: a far time is looked at again. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private final Driver driver;
  private final Node node;
  private final Runnable onDue;
  private @Nullable Instant dueAt;
  private Driver.@Nullable Scheduled scheduled;

  RunAlarm(Driver driver, Node node, Runnable onDue) {
    this.driver = driver;
    this.node = node;
    this.onDue = onDue;
  }

  /** Replaces the timers it watches. */
  synchronized void set(Collection<Instant> timers) {
    Instant earliest = timers.stream().min(Comparator.naturalOrder()).orElse(null);
    if (earliest != null && earliest.equals(dueAt) && scheduled != null) {
      return;
    }
    stop();
    dueAt = earliest;
    if (earliest != null) {
      schedule(earliest);
    }
  }

  /** The earlier of its time and another one. */
  synchronized @Nullable Instant earliest(@Nullable Instant other) {
    Instant mine = dueAt;
    if (mine == null || other == null) {
      return mine == null ? other : mine;
    }
    return mine.isBefore(other) ? mine : other;
  }

  synchronized void stop() {
    if (scheduled != null) {
      scheduled.cancel();
      scheduled = null;
    }
  }

  private void schedule(Instant time) {
    Duration left = Duration.between(node.databaseTime(), time);
    Duration wait = left.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : left;
    scheduled =
        driver.schedule(Driver.Lane.TURN, wait.isNegative() ? Duration.ZERO : wait, this::ring);
  }

  private void ring() {
    synchronized (this) {
      if (scheduled == null || dueAt == null) {
        return;
      }
      if (node.databaseTime().isBefore(dueAt)) {
        schedule(dueAt);
        return;
      }
      scheduled = null;
    }
    onDue.run();
  }
}
