/**
 * No engine at all, but the least that a durable step can cost without sharing a commit: one row in
 * one transaction. Measured in the same run it turns figures of one machine into ratios.
 */
@NullMarked
package dev.workflows.benchmarks.rows;

import org.jspecify.annotations.NullMarked;
