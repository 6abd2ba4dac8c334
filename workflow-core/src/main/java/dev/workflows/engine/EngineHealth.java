package dev.workflows.engine;

import java.time.Duration;

/**
 * How an engine is.
 *
 * @param running whether it was started and not stopped
 * @param node its current id
 * @param alive whether its lease is not over
 * @param sinceHeartbeat how long ago the database last answered a heartbeat
 * @param writesFailing how long all that it had to write has failed, zero if the last did not
 * @param owned how many runs it owns
 * @param resident how many of them are in memory
 */
public record EngineHealth(
    boolean running,
    String node,
    boolean alive,
    Duration sinceHeartbeat,
    Duration writesFailing,
    int owned,
    int resident) {}
