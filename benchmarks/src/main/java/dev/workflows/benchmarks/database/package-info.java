/**
 * The PostgreSQL that everything is measured on, durable as in production, and what it and its
 * driver can tell of the cost: transactions, write-ahead log, round trips, times, old rows. It
 * knows neither engines nor workloads.
 */
@NullMarked
package dev.workflows.benchmarks.database;

import org.jspecify.annotations.NullMarked;
