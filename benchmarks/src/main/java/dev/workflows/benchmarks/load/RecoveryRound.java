package dev.workflows.benchmarks.load;

import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Marks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * Runs are interrupted by killing their process, and ended here. It counts from the engine's own
 * beginning: the end of a lease where it has one, else the start of the new process.
 */
record RecoveryRound(ChildJvm children) implements Round {

  @Override
  public Map<Figure, Double> measure(Grounds grounds, Engine engine, Case measured)
      throws Exception {
    try (Database database = grounds.of(engine, measured)) {
      interrupt(database, engine.name(), measured);
      Instant begin = engine.recoveryBegins(database);
      Marks marks = Marks.until(measured.size(), begin);
      try (Engine.Running running = engine.open(database, marks)) {
        Meter meter = new Meter(database, running.pool());
        Map<Figure, Long> before = meter.read();
        Map<Figure, Double> figures = recover(running, measured, marks);
        Meter.tell(figures, before, meter.read(), measured.size());
        return figures;
      }
    }
  }

  private void interrupt(Database database, String engine, Case measured)
      throws IOException, InterruptedException {
    Process child = children.interrupt(engine, database.url(), measured.size(), measured.clients());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      if (lines.readLine() == null) {
        throw new IllegalStateException("The process that was to be killed ended by itself");
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  private static Map<Figure, Double> recover(Engine.Running running, Case measured, Marks marks)
      throws Exception {
    Duration patience = CrowdStart.patience(measured.size());
    long lost = CrowdStart.awaitAll(running.crowd(measured), marks, patience);
    double seconds = Duration.between(marks.due(), Instant.now()).toNanos() / 1e9;
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    figures.put(Figure.PER_SECOND, (measured.size() - lost) / seconds);
    figures.put(Figure.SECONDS, seconds);
    figures.put(Figure.LOST, (double) lost);
    return figures;
  }
}
