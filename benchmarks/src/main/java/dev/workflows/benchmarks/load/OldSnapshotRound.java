package dev.workflows.benchmarks.load;

import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.database.MeteredPool;
import dev.workflows.benchmarks.database.OldSnapshot;
import dev.workflows.benchmarks.database.TableState;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Marks;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The same load before, while and after somebody keeps an old snapshot open, as a backup or a
 * forgotten transaction does: nothing that runs leave behind can be removed meanwhile.
 */
record OldSnapshotRound(Duration warmUp, Duration phase) {

  private static final double MEGABYTE = 1e6;

  /** Enough to compare with, before and after. */
  private static final Duration COMPARED = Duration.ofMinutes(2);

  /** The figures of each phase, in their order. */
  Map<String, Map<Figure, Double>> measure(Grounds grounds, Engine engine, Case measured)
      throws Exception {
    Map<String, Map<Figure, Double>> phases = new LinkedHashMap<>();
    try (Database database = grounds.of(engine, measured);
        Engine.Running running = engine.open(database, Marks.none(), measured.nodes());
        MixedLoad load = new MixedLoad(running, measured)) {
      if (!warmUp.isZero()) {
        load.run(warmUp);
      }
      phases.put("before", phase(database, running, load, beside()));
      OldSnapshot snapshot = OldSnapshot.hold(database);
      try {
        phases.put("during", phase(database, running, load, phase));
      } finally {
        snapshot.close();
      }
      phases.put("after", phase(database, running, load, beside()));
    }
    return phases;
  }

  private Duration beside() {
    return phase.compareTo(COMPARED) < 0 ? phase : COMPARED;
  }

  private Map<Figure, Double> phase(
      Database database, Engine.Running running, MixedLoad load, Duration length) throws Exception {
    MeteredPool pool = Objects.requireNonNull(running.pool());
    pool.watched().take();
    long begin = System.nanoTime();
    MixedLoad.Outcome outcome = load.run(length);
    double seconds = (System.nanoTime() - begin) / 1e9;
    Distribution claims = Distribution.ofNanos(pool.watched().take());
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    figures.put(Figure.PER_SECOND, outcome.shortRuns().perSecond());
    outcome.shortRuns().latencies().tell(figures);
    figures.put(Figure.NAPS, outcome.napsPerSecond());
    figures.put(Figure.CLAIMS, claims.count() / seconds);
    figures.put(Figure.CLAIM_P50, claims.millisAt(0.50));
    figures.put(Figure.CLAIM_MAX, claims.millisAt(1.00));
    pool.read(); // lets the server know what its processes have counted
    tell(figures, database, running.tables());
    return figures;
  }

  private static void tell(Map<Figure, Double> figures, Database database, Engine.Tables tables)
      throws SQLException {
    TableState runs = TableState.of(database, tables.runs());
    figures.put(Figure.RUN_DEAD, (double) runs.deadTuples());
    figures.put(Figure.RUN_SIZE, runs.bytes() / MEGABYTE);
    figures.put(Figure.RUN_INDEXES, runs.indexBytes() / MEGABYTE);
    TableState messages = TableState.of(database, tables.messages());
    figures.put(Figure.INBOX_DEAD, (double) messages.deadTuples());
    figures.put(Figure.INBOX_SIZE, messages.totalBytes() / MEGABYTE);
    TableState events = TableState.of(database, tables.events());
    figures.put(Figure.EVENT_DEAD, (double) events.deadTuples());
    figures.put(Figure.EVENT_SIZE, events.totalBytes() / MEGABYTE);
  }
}
