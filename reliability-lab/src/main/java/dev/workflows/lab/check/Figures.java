package dev.workflows.lab.check;

/**
 * What was counted.
 *
 * @param runs in the database
 * @param executions of activities
 * @param duplicates executions of a call beyond its first, except those that failed on purpose
 * @param takeovers of runs
 */
public record Figures(long runs, long executions, long duplicates, long takeovers) {}
