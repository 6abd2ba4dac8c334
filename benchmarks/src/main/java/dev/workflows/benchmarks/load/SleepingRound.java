package dev.workflows.benchmarks.load;

import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Crowd;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Marks;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Runs sleep for an hour: what they cost while nothing happens. */
final class SleepingRound implements Round {

  private static final Duration SLEEP = Duration.ofHours(1);

  /** Longer than any engine keeps a run in memory that only waits. */
  private static final Duration REST = Duration.ofSeconds(5);

  private static final int COLLECTIONS = 3;

  @Override
  public Map<Figure, Double> measure(Grounds grounds, Engine engine, Case measured)
      throws Exception {
    int size = measured.size();
    Marks marks = Marks.until(size, Instant.now().plus(SLEEP));
    try (Database database = grounds.of(engine, measured);
        Engine.Running running = engine.open(database, marks, measured.nodes())) {
      Meter meter = new Meter(database, running.pool());
      Map<Figure, Long> before = meter.read();
      Crowd crowd = running.crowd(measured);
      double starting = CrowdStart.startAll(crowd, size, measured.clients());
      Thread.sleep(REST.toMillis());
      Map<Figure, Double> figures = new EnumMap<>(Figure.class);
      figures.put(Figure.PER_SECOND, size / starting);
      figures.put(Figure.LOST, (double) (size - crowd.open()));
      Meter.tell(figures, before, meter.read(), size);
      figures.put(Figure.HEAP, usedHeap());
      figures.put(Figure.THREADS, (double) ManagementFactory.getThreadMXBean().getThreadCount());
      return figures;
    }
  }

  private static double usedHeap() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
  }
}
