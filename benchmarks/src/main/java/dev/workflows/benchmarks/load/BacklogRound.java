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

/** Runs are started as fast as possible; what the engine has not done by then it does after it. */
final class BacklogRound implements Round {

  @Override
  public Map<Figure, Double> measure(Grounds grounds, Engine engine, Case measured)
      throws Exception {
    Marks marks = Marks.until(measured.size(), Instant.now());
    try (Database database = grounds.of(engine, measured);
        Engine.Running running = engine.open(database, marks, measured.nodes())) {
      Meter meter = new Meter(database, running.pool());
      Map<Figure, Long> before = meter.read();
      Map<Figure, Double> figures = storm(running.crowd(measured), measured, marks);
      Meter.tell(figures, before, meter.read(), measured.size());
      return figures;
    }
  }

  private static Map<Figure, Double> storm(Crowd crowd, Case measured, Marks marks)
      throws Exception {
    int size = measured.size();
    Duration patience = CrowdStart.patience(size);
    double starting = CrowdStart.startAll(crowd, size, measured.clients());
    int left = size - marks.count();
    long began = System.nanoTime();
    long lost = CrowdStart.awaitAll(crowd, marks, patience);
    double draining = (System.nanoTime() - began) / 1e9;
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    figures.put(Figure.PER_SECOND, size / (starting + draining));
    figures.put(Figure.STARTS, size / starting);
    figures.put(Figure.DRAIN, left / draining);
    figures.put(Figure.SECONDS, starting + draining);
    figures.put(Figure.LOST, (double) lost);
    return figures;
  }
}
