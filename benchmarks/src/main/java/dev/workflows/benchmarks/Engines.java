package dev.workflows.benchmarks;

import dev.workflows.benchmarks.dbos.DbosEngine;
import dev.workflows.benchmarks.dbscheduler.DbSchedulerEngine;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.jobrunr.JobRunrEngine;
import dev.workflows.benchmarks.ours.Fibers;
import dev.workflows.benchmarks.ours.OurEngine;
import dev.workflows.benchmarks.rows.RowEngine;
import dev.workflows.benchmarks.temporal.TemporalEngine;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The engines by their names on the command line. */
final class Engines {

  private static final Map<String, Function<Fibers, Engine>> ALL =
      Map.of(
          "ours", OurEngine::new,
          "rows", fibers -> new RowEngine(),
          "dbos", fibers -> new DbosEngine(),
          "temporal-test", fibers -> new TemporalEngine(),
          "db-scheduler", fibers -> new DbSchedulerEngine(),
          "jobrunr", fibers -> new JobRunrEngine());

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

  /** The engine of this name. */
  static Engine named(String name, Fibers fibers) {
    return find(name).apply(fibers);
  }

  private static Function<Fibers, Engine> find(String name) {
    return Optional.ofNullable(ALL.get(name))
        .orElseThrow(() -> CommandLine.unknown("engines", name));
  }
}
