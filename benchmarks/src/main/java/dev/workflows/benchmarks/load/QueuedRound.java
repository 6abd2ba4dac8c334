package dev.workflows.benchmarks.load;

import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Crowd;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Marks;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Runs are queued first; what counts is how fast those end that have not ended by then. */
final class QueuedRound implements Round {

  private static final Duration LEAST_LEAD = Duration.ofSeconds(2);
  private static final int SLOWEST_STARTS_PER_SECOND = 1_000;

  @Override
  public Map<Figure, Double> measure(Grounds grounds, Engine engine, Case measured)
      throws Exception {
    int size = measured.size();
    Duration lead = LEAST_LEAD.plus(Duration.ofSeconds(size / SLOWEST_STARTS_PER_SECOND));
    try (Database database = grounds.of(engine, measured)) {
      Marks marks = Marks.until(size, Instant.now().plus(lead));
      try (Engine.Running running = engine.open(database, marks, measured.nodes())) {
        Crowd crowd = running.crowd(measured);
        double starting = CrowdStart.startAll(crowd, size, measured.clients());
        Meter meter = new Meter(database, running.pool());
        Map<Figure, Long> before = meter.read();
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.STARTS, size / starting);
        int left = drain(crowd, marks, figures);
        Meter.tell(figures, before, meter.read(), left);
        return figures;
      }
    }
  }

  /** Returns how many had not ended when they began to count. */
  private static int drain(Crowd crowd, Marks marks, Map<Figure, Double> figures) throws Exception {
    Instant begin = crowd.begin();
    Thread.sleep(Math.max(0, Duration.between(Instant.now(), begin).toMillis()));
    Duration patience = CrowdStart.patience(marks.size());
    int left = marks.size() - marks.count();
    long lost = CrowdStart.awaitAll(crowd, marks, patience);
    double seconds = Duration.between(begin, Instant.now()).toNanos() / 1e9;
    figures.put(Figure.PER_SECOND, (left - lost) / seconds);
    figures.put(Figure.SECONDS, seconds);
    figures.put(Figure.LOST, (double) lost);
    return left;
  }
}
