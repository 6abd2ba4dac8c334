/**
 * What must hold in the tables whatever happened to the processes: queries that find violations,
 * and a JUnit extension that runs them after every test. Uses JDBC and JUnit only.
 */
@NullMarked
package dev.workflows.test.invariants;

import org.jspecify.annotations.NullMarked;
