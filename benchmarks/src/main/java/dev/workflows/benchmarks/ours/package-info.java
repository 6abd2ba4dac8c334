/**
 * Our engine, put together as an application's auto-configuration does it, but without Spring: its
 * own small pool for each node, virtual fibers where the JVM has them. Its workflows and activities
 * do nothing, so that only the engine is measured. It stands on PostgreSQL, or for the plainest
 * workload on H2.
 */
@NullMarked
package dev.workflows.benchmarks.ours;

import org.jspecify.annotations.NullMarked;
