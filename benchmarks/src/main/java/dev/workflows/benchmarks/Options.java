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
 * @param nodes how many of the engine's nodes share the database
 * @param closed how many closed runs are there before operations are measured
 * @param rounds how often each case is measured
 * @param round how long
 * @param phase how long each phase of a workload lasts that has some
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
    List<Integer> nodes,
    List<Integer> closed,
    int rounds,
    Duration round,
    Duration phase,
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
      for (int runs : closed(workload)) {
        nodes(workload).forEach(many -> cases.addAll(cases(workload, many, runs)));
      }
    }
    return cases;
  }

  private List<Case> cases(Workload workload, int nodes, int closed) {
    List<Case> cases = new ArrayList<>();
    for (int count : activities(workload)) {
      for (int many : clients(workload)) {
        cases.add(new Case(workload, count, many, size(workload), nodes, closed));
      }
    }
    return cases;
  }

  /** Those that read closed runs have their size; a crowd is a table full of runs itself. */
  private List<Integer> closed(Workload workload) {
    boolean mayBe = workload.kind() != Workload.Kind.CROWD && workload.size() == 0;
    return mayBe ? closed : List.of(0);
  }

  /** Of the two processes of a recovery each is one node. */
  private List<Integer> nodes(Workload workload) {
    return workload == Workload.RECOVERY ? List.of(1) : nodes;
  }

  private List<Integer> activities(Workload workload) {
    return workload == Workload.SEQUENTIAL || workload == Workload.READ_ONLY
        ? activities
        : List.of(workload.activities());
  }

  /** A crowd is started by as many as there are at most. */
  private List<Integer> clients(Workload workload) {
    return switch (workload.kind()) {
      case LOOP, PHASES -> clients;
      case CROWD -> List.of(Collections.max(clients));
      case IDLE -> List.of(0);
    };
  }

  private int size(Workload workload) {
    return size == 0 || workload.size() == 0 ? workload.size() : size;
  }
}
