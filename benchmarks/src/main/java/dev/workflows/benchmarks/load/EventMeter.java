package dev.workflows.benchmarks.load;

import dev.workflows.benchmarks.engine.Tally;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of the events of an engine since this was made. */
final class EventMeter {

  private final @Nullable Tally tally;
  private final long eventsBefore;
  private final long commitsBefore;

  /** Begins; tells nothing of an engine that counts no events. */
  EventMeter(@Nullable Tally tally) {
    this.tally = tally;
    this.eventsBefore = tally == null ? 0 : tally.events();
    this.commitsBefore = tally == null ? 0 : tally.commits();
  }

  /** Adds what happened within so many seconds. */
  void tell(Map<Figure, Double> figures, double seconds) {
    double events = tally == null ? 0 : tally.events() - eventsBefore;
    long commits = tally == null ? 0 : tally.commits() - commitsBefore;
    if (events > 0) {
      figures.put(Figure.EVENTS, events / seconds);
    }
    if (commits > 0) {
      figures.put(Figure.EVENTS_PER_COMMIT, events / commits);
    }
  }
}
