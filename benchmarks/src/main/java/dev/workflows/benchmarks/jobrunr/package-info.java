/**
 * JobRunr at its best settings: the shortest poll interval that it takes, 5 seconds; a worker that
 * has nothing to do looks for more by itself. It has jobs, not workflows.
 */
@NullMarked
package dev.workflows.benchmarks.jobrunr;

import org.jspecify.annotations.NullMarked;
