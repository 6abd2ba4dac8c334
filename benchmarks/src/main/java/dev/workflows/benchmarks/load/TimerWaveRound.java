package dev.workflows.benchmarks.load;

import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Crowd;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Marks;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;

/** Runs sleep until one instant, which lies so far ahead that all are asleep by then. */
final class TimerWaveRound implements Round {

  private static final Duration LEAST_LEAD = Duration.ofSeconds(5);
  private static final int SLOWEST_STARTS_PER_SECOND = 2_000;

  @Override
  public Map<Figure, Double> measure(Grounds grounds, Engine engine, Case measured)
      throws Exception {
    int size = measured.size();
    Duration lead = LEAST_LEAD.plus(Duration.ofSeconds(size / SLOWEST_STARTS_PER_SECOND));
    try (Database database = grounds.of(engine, measured)) {
      Marks marks = Marks.until(size, Instant.now().plus(lead).truncatedTo(ChronoUnit.MILLIS));
      try (Engine.Running running = engine.open(database, marks, measured.nodes())) {
        Crowd crowd = running.crowd(measured);
        double starting = CrowdStart.startAll(crowd, size, measured.clients());
        Meter meter = new Meter(database, running.pool());
        Map<Figure, Long> before = meter.read();
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.STARTS, size / starting);
        drain(crowd, marks, figures);
        Meter.tell(figures, before, meter.read(), size);
        return figures;
      }
    }
  }

  private static void drain(Crowd crowd, Marks marks, Map<Figure, Double> figures)
      throws Exception {
    if (!Instant.now().isBefore(marks.due())) {
      throw new IllegalStateException(
          "The runs could not be started before they were due; take a smaller --size");
    }
    Duration patience = CrowdStart.patience(marks.size());
    long lost =
        marks.await(patience.plus(Duration.between(Instant.now(), marks.due())))
            ? CrowdStart.awaitEnd(crowd, patience)
            : marks.size() - marks.count();
    double seconds = Duration.between(marks.due(), Instant.now()).toNanos() / 1e9;
    Distribution lateness = Distribution.ofMicros(marks.lateness());
    figures.put(Figure.PER_SECOND, (marks.size() - lost) / seconds);
    figures.put(Figure.SECONDS, seconds);
    lateness.tell(figures);
    figures.put(Figure.EARLY, (double) lateness.negative());
    figures.put(Figure.LOST, (double) lost);
  }
}
