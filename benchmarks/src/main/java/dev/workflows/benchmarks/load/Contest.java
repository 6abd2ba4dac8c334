package dev.workflows.benchmarks.load;

import dev.workflows.benchmarks.database.Server;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Workload;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Engines that take turns, round by round, so that what changes on the machine meets all. Each is
 * opened on a database of its own for its turn and closed after it: nobody's polls, threads and
 * caches are there while another is measured.
 */
public final class Contest implements AutoCloseable {

  private final Grounds grounds;
  private final List<Engine> engines;
  private final Duration warmUp;
  private final Duration round;
  private final int rounds;
  private final Crowds crowds;

  /**
   * A contest.
   *
   * @param engines in the order they take turns
   * @param warmUp how long each engine is loaded before each of its rounds; if it is zero, crowds
   *     do without warm-up too
   * @param round how long each is measured in a round
   */
  public Contest(
      Server server,
      List<Engine> engines,
      Duration warmUp,
      Duration round,
      int rounds,
      Crowds crowds) {
    this.grounds = new Grounds(server);
    this.engines = List.copyOf(engines);
    this.warmUp = warmUp;
    this.round = round;
    this.rounds = rounds;
    this.crowds = crowds;
  }

  /** Measures a case; of each engine the round with the median rate counts. */
  public List<Measurement> measure(Case measured) throws Exception {
    warmUp(measured);
    List<Measurement> all = new ArrayList<>();
    for (int n = 0; n < rounds; n++) {
      for (Engine engine : engines) {
        all.add(round(engine, measured));
      }
    }
    return engines.stream().map(engine -> median(engine.name(), all)).toList();
  }

  /** Loads every engine with a case for a round, on an empty database and without measuring. */
  public void heat(Case last) throws Exception {
    Case hot = last.onEmptyDatabase();
    if (!warmUp.isZero() && hot.workload().kind() == Workload.Kind.LOOP) {
      for (Engine engine : engines) {
        if (engine.has(hot)) {
          new LoopRound(Duration.ZERO, warmUp.plus(round)).measure(grounds, engine, hot);
        }
      }
    }
  }

  /** A smaller crowd, so that the first to be measured is not the first that comes. */
  private void warmUp(Case measured) throws Exception {
    if (!warmUp.isZero() && measured.workload().kind() == Workload.Kind.CROWD) {
      for (Engine engine : engines) {
        round(engine, measured.withSize(Math.max(1, measured.size() / 10)));
      }
    }
  }

  private Measurement round(Engine engine, Case measured) throws Exception {
    if (!engine.has(measured)) {
      return Measurement.none(engine.name(), measured);
    }
    Map<Figure, Double> figures = how(measured.workload()).measure(grounds, engine, measured);
    return new Measurement(engine.name(), measured, figures);
  }

  private Round how(Workload workload) {
    return switch (workload.kind()) {
      case LOOP -> new LoopRound(warmUp, round);
      case IDLE -> new IdleRound(warmUp, round);
      case CROWD -> crowds.round(workload);
    };
  }

  private Measurement median(String engine, List<Measurement> all) {
    return all.stream()
        .filter(measured -> measured.engine().equals(engine))
        .sorted(Comparator.comparingDouble(Measurement::perSecond))
        .toList()
        .get((rounds - 1) / 2);
  }

  /** Drops what was kept for further rounds. */
  @Override
  public void close() throws SQLException {
    grounds.close();
  }
}
