package dev.workflows.benchmarks.load;

import dev.workflows.benchmarks.engine.Workload;

/**
 * One row of a report.
 *
 * @param activities how many each workflow calls
 * @param clients how many wait for a workflow at the same time
 */
public record Case(Workload workload, int activities, int clients) {}
