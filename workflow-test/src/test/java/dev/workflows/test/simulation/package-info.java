/**
 * The engine under a seed: every thread, every clock and every answer of the database is decided by
 * one number. Several nodes run a workload while they are killed, frozen and cut off; invariants
 * are checked on the way and at the end. A seed that fails is repeated exactly by its number.
 */
@org.jspecify.annotations.NullMarked
package dev.workflows.test.simulation;
