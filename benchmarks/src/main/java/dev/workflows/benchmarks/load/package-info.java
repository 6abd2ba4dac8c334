/**
 * Puts load on engines and measures them: closed loops of clients, crowds of runs, no load at all,
 * warm-up, rounds, medians, and what the load cost. It uses {@code engine} and {@code database} and
 * knows no particular engine.
 */
@NullMarked
package dev.workflows.benchmarks.load;

import org.jspecify.annotations.NullMarked;
