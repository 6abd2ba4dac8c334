package dev.workflows.benchmarks.load;

import dev.workflows.benchmarks.database.MeteredPool.Reading;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Engines that take turns, round by round, so that what changes on the machine meets all. */
public final class Contest {

  private final Map<String, Engine.Running> engines;
  private final Duration warmUp;
  private final Duration round;
  private final int rounds;

  /**
   * A contest.
   *
   * @param engines by name, in the order they take turns
   * @param warmUp how long each engine is loaded before the rounds of a case; may be zero
   * @param round how long each is measured in a round
   */
  public Contest(Map<String, Engine.Running> engines, Duration warmUp, Duration round, int rounds) {
    this.engines = engines;
    this.warmUp = warmUp;
    this.round = round;
    this.rounds = rounds;
  }

  /** Measures a case; of each engine the round with the median throughput counts. */
  public List<Measurement> measure(Case measured) throws Exception {
    for (Engine.Running engine : engines.values()) {
      warmUp(measured, engine);
    }
    List<Measurement> all = new ArrayList<>();
    for (int n = 0; n < rounds; n++) {
      for (Map.Entry<String, Engine.Running> engine : engines.entrySet()) {
        all.add(round(measured, engine.getKey(), engine.getValue()));
      }
    }
    return engines.keySet().stream().map(name -> median(name, all)).toList();
  }

  /** Loads every engine with a case for one round, without measuring. */
  public void heat(Case hot) throws Exception {
    for (Engine.Running engine : engines.values()) {
      if (!warmUp.isZero()) {
        loop(hot, engine).run(warmUp.plus(round));
      }
    }
  }

  private void warmUp(Case measured, Engine.Running engine) throws Exception {
    if (!warmUp.isZero()) {
      loop(measured, engine).run(warmUp);
    }
  }

  private Measurement round(Case measured, String name, Engine.Running engine) throws Exception {
    ClosedLoop loop = loop(measured, engine);
    Reading before = engine.pool().read();
    ClosedLoop.Outcome outcome = loop.run(round);
    Reading after = engine.pool().read();
    return Measurement.of(measured, name, outcome, before, after);
  }

  private static ClosedLoop loop(Case measured, Engine.Running engine) {
    Operation operation = engine.operation(measured.workload(), measured.activities());
    return new ClosedLoop(operation, measured.clients());
  }

  private Measurement median(String engine, List<Measurement> all) {
    return all.stream()
        .filter(measured -> measured.engine().equals(engine))
        .sorted(Comparator.comparingDouble(Measurement::perSecond))
        .toList()
        .get((rounds - 1) / 2);
  }
}
