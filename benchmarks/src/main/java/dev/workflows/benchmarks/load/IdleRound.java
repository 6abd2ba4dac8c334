package dev.workflows.benchmarks.load;

import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.database.MeteredPool;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Marks;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Nothing is asked of the engine: what its polls and heartbeats cost.
 *
 * @param warmUp how long it is left alone before anything counts
 */
record IdleRound(Duration warmUp, Duration duration) implements Round {

  @Override
  public Map<Figure, Double> measure(Grounds grounds, Engine engine, Case measured)
      throws Exception {
    try (Database database = grounds.of(engine, measured);
        Engine.Running running = engine.open(database, Marks.none(), measured.nodes())) {
      MeteredPool pool = Objects.requireNonNull(running.pool());
      Thread.sleep(warmUp.toMillis());
      MeteredPool.Reading before = pool.read();
      long begin = System.nanoTime();
      Thread.sleep(duration.toMillis());
      double seconds = (System.nanoTime() - begin) / 1e9;
      return figures(before, pool.read(), seconds, measured.nodes());
    }
  }

  private static Map<Figure, Double> figures(
      MeteredPool.Reading before, MeteredPool.Reading after, double seconds, int nodes) {
    double statements = (after.roundTrips() - before.roundTrips()) / seconds;
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    figures.put(Figure.STATEMENT_RATE, statements);
    figures.put(Figure.NODE_STATEMENT_RATE, statements / nodes);
    figures.put(Figure.COMMIT_RATE, (after.commits() - before.commits()) / seconds);
    figures.put(Figure.WAL_RATE, (after.walBytes() - before.walBytes()) / seconds);
    return figures;
  }
}
