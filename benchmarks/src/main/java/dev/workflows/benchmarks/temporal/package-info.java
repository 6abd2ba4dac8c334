/**
 * Temporal's Java SDK on its in-memory test server in the same process: what it keeps it keeps in
 * memory, so nothing of it survives the process. It uses no database, and its server's work counts
 * as ours.
 */
@NullMarked
package dev.workflows.benchmarks.temporal;

import org.jspecify.annotations.NullMarked;
