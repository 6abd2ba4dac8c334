package dev.workflows.benchmarks;

import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Workload;
import dev.workflows.benchmarks.ours.Fibers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param engines their names, in the order they take turns
 * @param size how many runs a crowd has, or how many are read; 0 leaves it to the workload
 * @param rounds how often each case is measured
 * @param round how long
 * @param warmUp how long before each round
 * @param fibers the threads of our workflows
 * @param batch how many rows an insert has where there is no engine
 * @param flush what each flush of the disk takes longer
 * @param network what each message takes longer, each way
 * @param json where JSON goes, one object a line
 * @param jdbcUrl a PostgreSQL that runs already; one is started if it is {@code null}
 */
record Options(
    List<Workload> workloads,
    List<Integer> activities,
    List<Integer> clients,
    List<String> engines,
    int size,
    int rounds,
    Duration round,
    Duration warmUp,
    Fibers fibers,
    int batch,
    Duration flush,
    Duration network,
    @Nullable Path json,
    @Nullable String jdbcUrl) {

  /** Every combination that makes a difference, the smallest first. */
  List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Workload workload : workloads) {
      for (int count : activities(workload)) {
        clients(workload)
            .forEach(many -> cases.add(new Case(workload, count, many, size(workload))));
      }
    }
    return cases;
  }

  private List<Integer> activities(Workload workload) {
    return workload == Workload.SEQUENTIAL || workload == Workload.READ_ONLY
        ? activities
        : List.of(workload.activities());
  }

  /** A crowd is started by as many as there are at most. */
  private List<Integer> clients(Workload workload) {
    return workload.kind() == Workload.Kind.CROWD ? List.of(Collections.max(clients)) : clients;
  }

  private int size(Workload workload) {
    return size == 0 || workload.size() == 0 ? workload.size() : size;
  }
}
