/**
 * Makes a machine's disk or network as slow as those of a cloud: flushes and messages take longer
 * by a given time. It knows neither engines nor what is measured.
 */
@NullMarked
package dev.workflows.benchmarks.slow;

import org.jspecify.annotations.NullMarked;
