package dev.workflows.engine;

import java.time.Duration;

/**
 * How an engine behaves. The defaults here are the defaults of the configuration.
 *
 * @param heartbeat how often a node says that it lives
 * @param lease how long a node counts as living after it last said so
 * @param poll how often the database is asked for due runs and for messages
 * @param linger how long a run that cannot go on stays with its node
 * @param codeTimeout how long workflow code may execute between two waits
 * @param maxResidentRuns how many runs are in memory at once
 * @param clientTimeout how long a client's request waits for the database
 * @param maxPayloadBytes the largest value that is recorded
 * @param maxBatch how many commits travel together
 * @param committers how many batches of turns are in flight at once where the database is quick;
 *     three times as many where its disk or the network is slow
 * @param host the machine's name, for people
 * @param version the application's version, for people
 * @param history how long histories may get
 * @param maxUnread how many messages a run may have unread before further ones are refused
 */
public record EngineSettings(
    Duration heartbeat,
    Duration lease,
    Duration poll,
    Duration linger,
    Duration codeTimeout,
    int maxResidentRuns,
    Duration clientTimeout,
    int maxPayloadBytes,
    int maxBatch,
    int committers,
    String host,
    String version,
    HistoryLimits history,
    int maxUnread) {

  /** How many messages a run may have unread where nothing is configured. */
  public static final int MAX_UNREAD = 10_000;

  /** Settings with the usual limits of histories. */
  public EngineSettings(
      Duration heartbeat,
      Duration lease,
      Duration poll,
      Duration linger,
      Duration codeTimeout,
      int maxResidentRuns,
      Duration clientTimeout,
      int maxPayloadBytes,
      int maxBatch,
      int committers,
      String host,
      String version) {
    this(
        heartbeat,
        lease,
        poll,
        linger,
        codeTimeout,
        maxResidentRuns,
        clientTimeout,
        maxPayloadBytes,
        maxBatch,
        committers,
        host,
        version,
        HistoryLimits.DEFAULT);
  }

  /** Settings with the usual limit of unread messages. */
  public EngineSettings(
      Duration heartbeat,
      Duration lease,
      Duration poll,
      Duration linger,
      Duration codeTimeout,
      int maxResidentRuns,
      Duration clientTimeout,
      int maxPayloadBytes,
      int maxBatch,
      int committers,
      String host,
      String version,
      HistoryLimits history) {
    this(
        heartbeat,
        lease,
        poll,
        linger,
        codeTimeout,
        maxResidentRuns,
        clientTimeout,
        maxPayloadBytes,
        maxBatch,
        committers,
        host,
        version,
        history,
        MAX_UNREAD);
  }

  /** How many runs are in memory at once where each has a platform thread. */
  public static final int RESIDENT_ON_PLATFORM_THREADS = 500;

  /** How many runs are in memory at once where each has a virtual thread. */
  public static final int RESIDENT_ON_VIRTUAL_THREADS = 10_000;

  /** Checks the ranges. */
  public EngineSettings {
    requirePositive(heartbeat, "heartbeat");
    requirePositive(lease, "lease");
    requirePositive(poll, "poll");
    requirePositive(clientTimeout, "client.timeout");
    require(!linger.isNegative(), "linger must not be negative");
    requirePositive(codeTimeout, "code-timeout");
    require(
        lease.compareTo(heartbeat.multipliedBy(2)) >= 0,
        "lease (%s) must be at least twice the heartbeat (%s)".formatted(lease, heartbeat));
    require(maxResidentRuns > 0, "max-resident-runs must be positive");
    require(maxPayloadBytes > 0, "payload-limit must be positive");
    require(maxUnread > 0, "client.max-unread must be positive");
    require(maxBatch > 0 && committers > 0, "batches and committers must be positive");
  }

  /** What holds where nothing is configured. */
  public static EngineSettings defaults(boolean virtualThreads) {
    return new EngineSettings(
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        virtualThreads ? RESIDENT_ON_VIRTUAL_THREADS : RESIDENT_ON_PLATFORM_THREADS,
        Duration.ofSeconds(15),
        2 * 1024 * 1024,
        500,
        2,
        "localhost",
        "unknown");
  }

  private static void requirePositive(Duration duration, String name) {
    require(!duration.isNegative() && !duration.isZero(), name + " must be positive");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
