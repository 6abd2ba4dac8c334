package dev.workflows.benchmarks.engine;

/**
 * One row of a report.
 *
 * @param activities how many each workflow calls
 * @param clients how many wait for a workflow, or start one, at the same time
 * @param size how many runs there are; 0 if that is not the question
 * @param nodes how many of the engine's nodes share the database
 */
public record Case(Workload workload, int activities, int clients, int size, int nodes) {

  /** A case of one node. */
  public Case(Workload workload, int activities, int clients, int size) {
    this(workload, activities, clients, size, 1);
  }

  /** The same with fewer runs. */
  public Case withSize(int fewer) {
    return new Case(workload, activities, clients, fewer, nodes);
  }

  /** Whether every engine could be asked for it, as far as that depends on where it is measured. */
  public boolean isPlain() {
    return nodes == 1;
  }
}
