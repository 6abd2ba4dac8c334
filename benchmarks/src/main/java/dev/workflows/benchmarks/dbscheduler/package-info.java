/**
 * db-scheduler at its best settings: executions are locked and fetched in one statement, 50 threads
 * execute them, and what is due at once is looked for at once. It has jobs, not workflows.
 */
@NullMarked
package dev.workflows.benchmarks.dbscheduler;

import org.jspecify.annotations.NullMarked;
