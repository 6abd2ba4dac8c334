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

  private static final int WARM_UP_CROWD = 10_000;

  private final Grounds grounds;
  private final List<Engine> engines;
  private final Pace pace;
  private final Crowds crowds;

  /**
   * A contest.
   *
   * @param engines in the order they take turns
   */
  public Contest(Server server, List<Engine> engines, Pace pace, Crowds crowds) {
    this.grounds = new Grounds(server);
    this.engines = List.copyOf(engines);
    this.pace = pace;
    this.crowds = crowds;
  }

  /** Measures a case: one measurement for each engine, or one for each of its phases. */
  public List<Measurement> measure(Case measured) throws Exception {
    return measured.workload().kind() == Workload.Kind.PHASES ? phases(measured) : rounds(measured);
  }

  private List<Measurement> phases(Case measured) throws Exception {
    OldSnapshotRound how = new OldSnapshotRound(pace.warmUp(), pace.phase());
    List<Measurement> all = new ArrayList<>();
    for (Engine engine : engines) {
      if (engine.has(measured)) {
        how.measure(grounds, engine, measured)
            .forEach((phase, it) -> all.add(new Measurement(engine.name(), measured, phase, it)));
      } else {
        all.add(Measurement.none(engine.name(), measured));
      }
    }
    return all;
  }

  private List<Measurement> rounds(Case measured) throws Exception {
    warmUp(measured);
    List<Measurement> all = new ArrayList<>();
    for (int n = 0; n < pace.rounds(); n++) {
      for (Engine engine : engines) {
        all.add(round(engine, measured));
      }
    }
    return engines.stream().map(engine -> median(engine.name(), all)).toList();
  }

  /** Loads every engine with a case for a round, on an empty database and without measuring. */
  public void heat(Case last) throws Exception {
    Case hot = last.onEmptyDatabase();
    if (!pace.warmUp().isZero() && hot.workload().kind() == Workload.Kind.LOOP) {
      for (Engine engine : engines) {
        if (engine.has(hot)) {
          new LoopRound(Duration.ZERO, pace.warmUp().plus(pace.round()))
              .measure(grounds, engine, hot);
        }
      }
    }
  }

  /**
   * A crowd that is measured should find compiled code, which takes thousands of runs; a large one
   * brings enough of its own.
   */
  private void warmUp(Case measured) throws Exception {
    if (!pace.warmUp().isZero() && measured.workload().kind() == Workload.Kind.CROWD) {
      for (Engine engine : engines) {
        round(engine, measured.withSize(Math.min(measured.size(), WARM_UP_CROWD)));
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
      case LOOP -> new LoopRound(pace.warmUp(), pace.round());
      case IDLE -> new IdleRound(pace.warmUp(), pace.round());
      case CROWD -> crowds.round(workload);
      case PHASES -> throw new IllegalArgumentException(workload + " is not measured in rounds");
    };
  }

  private Measurement median(String engine, List<Measurement> all) {
    return all.stream()
        .filter(measured -> measured.engine().equals(engine))
        .sorted(Comparator.comparingDouble(Measurement::perSecond))
        .toList()
        .get((pace.rounds() - 1) / 2);
  }

  /** Drops what was kept for further rounds. */
  @Override
  public void close() throws SQLException {
    grounds.close();
  }
}
