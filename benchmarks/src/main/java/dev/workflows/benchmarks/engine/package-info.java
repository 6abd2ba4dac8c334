/**
 * The door behind which each measured engine stands, and the workloads it is asked for. An engine
 * is opened on an empty database, takes work, one operation after the other or a crowd of runs at
 * once, and is closed; it uses {@code database} and nothing else of ours.
 */
@NullMarked
package dev.workflows.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
