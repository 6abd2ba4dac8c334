package dev.workflows.engine;

import dev.workflows.definition.ActivityDefinition;
import dev.workflows.spi.Driver;
import dev.workflows.spi.Driver.Lane;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who gets the threads of activities. Attempts wait in a line for each activity, first in, first
 * out; a thread that is free serves the next line in turn. No activity has more threads than its
 * share, so one that is slow leaves some to the others. Thread-safe.
 *
 * <p>No more attempts are with the driver than it has threads, so that one waits there at most for
 * what is done with the outcome of another. An attempt that is over leaves its line at once: a line
 * is never longer than the calls of the runs held here.
 */
final class ActivityLines {

  private final Driver driver;
  private final Function<Attempt, Runnable> executor;
  private final int threads;
  private final int share;
  private final Map<String, Line> lines = new HashMap<>();

  /** Those with somebody to serve and a thread to spare, the one that waits longest first. */
  private final Set<Line> turns = new LinkedHashSet<>();

  private int busy;

  /**
   * No line yet.
   *
   * @param activities how many activities there are: a single one may have every thread
   * @param executor executes an attempt; returns what is to be done with its outcome, which needs
   *     no thread of activities any more
   */
  ActivityLines(Driver driver, int activities, Function<Attempt, Runnable> executor) {
    this.driver = driver;
    this.executor = executor;
    this.threads = driver.activityThreads();
    this.share = activities > 1 ? Math.max(1, threads - Math.max(1, threads / 4)) : threads;
  }

  /** Executes an attempt as soon as its turn has come; at once if a thread is free. */
  void join(Attempt attempt) {
    Place place = new Place(attempt);
    attempt.alarm(place::leave);
    place.join();
    serve();
  }

  /**
   * Executes an attempt on the calling thread, if its turn would come at once; else it waits in its
   * line for another thread. Returns what is to be done then on the calling thread.
   */
  Runnable executeHere(Attempt attempt) {
    Line line = enter(attempt.activity());
    if (line != null) {
      return execute(attempt, line);
    }
    join(attempt);
    return () -> {};
  }

  private synchronized @Nullable Line enter(ActivityDefinition activity) {
    Line line = line(activity);
    if (busy >= threads || line.executing >= line.most || !line.waiting.isEmpty()) {
      return null;
    }
    line.executing++;
    busy++;
    return line;
  }

  /** Gives one free thread to the next in turn, if there is somebody. */
  private void serve() {
    start(next());
  }

  private void start(@Nullable Place next) {
    if (next != null) {
      driver.execute(Lane.ACTIVITY, () -> execute(next.attempt, next.line).run());
    }
  }

  private synchronized @Nullable Place next() {
    if (busy >= threads || turns.isEmpty()) {
      return null;
    }
    Line line = turns.iterator().next();
    turns.remove(line);
    Place place = line.waiting.iterator().next();
    line.waiting.remove(place);
    line.executing++;
    busy++;
    line.queue();
    return place;
  }

  private Runnable execute(Attempt attempt, Line line) {
    try {
      return executor.apply(attempt);
    } finally {
      start(freed(line));
    }
  }

  /** Nobody comes between who goes and who is next in turn. */
  private synchronized @Nullable Place freed(Line line) {
    busy--;
    line.executing--;
    line.queue();
    return next();
  }

  private synchronized Line line(ActivityDefinition activity) {
    return lines.computeIfAbsent(activity.name(), name -> new Line(activity.maxConcurrent()));
  }

  /** The attempts of one activity. */
  private final class Line {

    private final Set<Place> waiting = new LinkedHashSet<>();
    private final int most;
    private int executing;

    Line(@Nullable Integer configured) {
      this.most = configured == null ? share : configured;
    }

    /** Waits for its turn if there is somebody to serve, and does not if there is nobody. */
    private void queue() {
      if (waiting.isEmpty()) {
        turns.remove(this);
      } else if (executing < most) {
        turns.add(this);
      }
    }
  }

  /** An attempt's place in its line. */
  private final class Place {

    private final Attempt attempt;
    private final Line line;
    private boolean left;

    Place(Attempt attempt) {
      this.attempt = attempt;
      this.line = line(attempt.activity());
    }

    void join() {
      synchronized (ActivityLines.this) {
        if (!left) {
          line.waiting.add(this);
          line.queue();
        }
      }
    }

    void leave() {
      synchronized (ActivityLines.this) {
        left = true;
        line.waiting.remove(this);
        line.queue();
      }
    }
  }
}
