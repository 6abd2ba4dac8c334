package dev.workflows.benchmarks.engine;

/**
 * One row of a report.
 *
 * @param activities how many each workflow calls
 * @param clients how many wait for a workflow, or start one, at the same time
 * @param size how many runs, or events, there are; 0 if that is not the question
 */
public record Case(Workload workload, int activities, int clients, int size) {

  /** The same with fewer runs. */
  public Case withSize(int fewer) {
    return new Case(workload, activities, clients, fewer);
  }
}
