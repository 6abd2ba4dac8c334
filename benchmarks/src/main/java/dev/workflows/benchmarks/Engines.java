package dev.workflows.benchmarks;

import dev.workflows.benchmarks.dbos.DbosEngine;
import dev.workflows.benchmarks.dbscheduler.DbSchedulerEngine;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.jobrunr.JobRunrEngine;
import dev.workflows.benchmarks.ours.Fibers;
import dev.workflows.benchmarks.ours.H2Engine;
import dev.workflows.benchmarks.ours.OurEngine;
import dev.workflows.benchmarks.rows.RowEngine;
import dev.workflows.benchmarks.rows.UnnestEngine;
import dev.workflows.benchmarks.temporal.TemporalEngine;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The engines by their names on the command line. */
final class Engines {

  private static final Map<String, BiFunction<Fibers, Integer, Engine>> ALL =
      Map.of(
          "ours", (fibers, batch) -> new OurEngine(fibers),
          "ours-h2", (fibers, batch) -> new H2Engine(fibers, true),
          "ours-h2-single", (fibers, batch) -> new H2Engine(fibers, false),
          "rows", (fibers, batch) -> new RowEngine(),
          "unnest", (fibers, batch) -> new UnnestEngine(batch),
          "dbos", (fibers, batch) -> new DbosEngine(),
          "temporal-test", (fibers, batch) -> new TemporalEngine(),
          "db-scheduler", (fibers, batch) -> new DbSchedulerEngine(),
          "jobrunr", (fibers, batch) -> new JobRunrEngine());

  private Engines() {}

  /**
   * The name, if there is such an engine.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  static String checked(String name) {
    find(name);
    return name;
  }

  /** The engine of this name, with what is the default of everything else. */
  static Engine named(String name, Fibers fibers) {
    return named(name, fibers, UnnestEngine.BATCH);
  }

  /** The engine of this name. */
  static Engine named(String name, Fibers fibers, int batch) {
    return find(name).apply(fibers, batch);
  }

  private static BiFunction<Fibers, Integer, Engine> find(String name) {
    return Optional.ofNullable(ALL.get(name))
        .orElseThrow(() -> CommandLine.unknown("engines", name));
  }
}
