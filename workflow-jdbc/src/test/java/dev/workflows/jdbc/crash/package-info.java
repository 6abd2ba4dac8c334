/**
 * Runs that are interrupted at every statement they need, in every way a statement can fail. All
 * processes of a case share one thread and one clock, so that a case is the same whenever it is
 * repeated. Uses the store, the engine and the test databases.
 */
@NullMarked
package dev.workflows.jdbc.crash;

import org.jspecify.annotations.NullMarked;
