package dev.workflows.benchmarks.load;

import java.time.Duration;

/**
 * How long and how often is measured.
 *
 * @param warmUp how long each engine is loaded before each of its rounds; if it is zero, crowds do
 *     without warm-up too
 * @param round how long each is measured in a round
 * @param rounds how often; of each engine the one with the median rate counts
 * @param phase how long each phase lasts of workloads that have some; they are measured once
 */
public record Pace(Duration warmUp, Duration round, int rounds, Duration phase) {}
