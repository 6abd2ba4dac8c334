/**
 * No engines at all, but what durable steps cost at least, and thus limits: one row in one
 * transaction, where commits are not shared, and bare inserts of our engine's rows, where they are.
 * Measured in the same run they turn figures of one machine into ratios.
 */
@NullMarked
package dev.workflows.benchmarks.rows;

import org.jspecify.annotations.NullMarked;
