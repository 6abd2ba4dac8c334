package dev.workflows.benchmarks.engine;

/**
 * One row of a report.
 *
 * @param activities how many each workflow calls
 * @param clients how many wait for a workflow, or start one, at the same time
 * @param size how many runs, or events, there are; 0 if that is not the question
 * @param nodes how many of the engine's nodes share the database
 * @param closed how many closed runs are there before anything is measured
 */
public record Case(
    Workload workload, int activities, int clients, int size, int nodes, int closed) {

  /** A case of one node on an empty database. */
  public Case(Workload workload, int activities, int clients, int size) {
    this(workload, activities, clients, size, 1, 0);
  }

  /** The same with fewer runs. */
  public Case withSize(int fewer) {
    return new Case(workload, activities, clients, fewer, nodes, closed);
  }

  /** The same on an empty database. */
  public Case onEmptyDatabase() {
    return new Case(workload, activities, clients, size, nodes, 0);
  }

  /** Whether every engine could be asked for it, as far as that depends on where it is measured. */
  public boolean isPlain() {
    return nodes == 1 && closed == 0;
  }
}
