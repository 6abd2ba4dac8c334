/**
 * Puts load on an operation and measures it: a closed loop of clients, warm-up, rounds, median. It
 * uses {@code engine} and {@code database} and knows no particular engine.
 */
@NullMarked
package dev.workflows.benchmarks.load;

import org.jspecify.annotations.NullMarked;
