package dev.workflows.benchmarks;

import dev.workflows.benchmarks.engine.Workload;
import dev.workflows.benchmarks.load.Case;
import dev.workflows.benchmarks.ours.Fibers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param engines their names, in the order they take turns
 * @param rounds how often each case is measured
 * @param round how long
 * @param warmUp how long before the first round of each case
 * @param fibers the threads of our workflows
 * @param json where JSON goes, one object a line
 * @param jdbcUrl a PostgreSQL that runs already; one is started if it is {@code null}
 */
record Options(
    List<Workload> workloads,
    List<Integer> activities,
    List<Integer> clients,
    List<String> engines,
    int rounds,
    Duration round,
    Duration warmUp,
    Fibers fibers,
    @Nullable Path json,
    @Nullable String jdbcUrl) {

  /** Every combination, the smallest first. */
  List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Workload workload : workloads) {
      for (int count : activities) {
        clients.forEach(many -> cases.add(new Case(workload, count, many)));
      }
    }
    return cases;
  }
}
