package dev.workflows.benchmarks.load;

/** What is told of an engine; the order is that of the reports. */
public enum Figure {
  /** Operations or runs; what ratios are made of. */
  PER_SECOND("perSecond", "per second", 0),
  /** Events of histories that were written or, by queries, replayed. */
  EVENTS("eventsPerSecond", "events/s", 0),
  /** From start to result, of half of the operations at most; of a timer, how late it was. */
  P50("p50Millis", "p50 ms", 2),
  /** The same of 99 in 100. */
  P99("p99Millis", "p99 ms", 2),
  /** The same of all. */
  MAX("maxMillis", "max ms", 2),
  /** The slowest client's first operation, before it warmed up. */
  FIRST("firstSeconds", "first s", 3),
  /** Runs that slept, were given up and claimed, and ended. */
  NAPS("napsPerSecond", "naps/s", 0),
  /** The statements by which nodes claim runs. */
  CLAIMS("claimsPerSecond", "claims/s", 1),
  /** How long such a statement took, half of them at most. */
  CLAIM_P50("claimP50Millis", "claim p50 ms", 2),
  /** The same of all. */
  CLAIM_MAX("claimMaxMillis", "claim max ms", 2),
  /** Old versions of the rows of runs, by the server's estimate. */
  RUN_DEAD("runDeadTuples", "run dead", 0),
  /** The table of runs without its indexes. */
  RUN_SIZE("runMegabytes", "run MB", 1),
  /** The indexes of the table of runs. */
  RUN_INDEXES("runIndexMegabytes", "run indexes MB", 1),
  /** Old versions of messages. */
  INBOX_DEAD("inboxDeadTuples", "inbox dead", 0),
  /** The table of messages with its indexes. */
  INBOX_SIZE("inboxMegabytes", "inbox MB", 1),
  /** Old versions of events. */
  EVENT_DEAD("eventDeadTuples", "event dead", 0),
  /** The table of events with its index. */
  EVENT_SIZE("eventMegabytes", "event MB", 1),
  /** Round trips of all nodes together, whatever they are asked for. */
  STATEMENT_RATE("statementsPerSecond", "statements/s", 1),
  /** The same of each node. */
  NODE_STATEMENT_RATE("statementsPerSecondAndNode", "statements/s and node", 1),
  /** Transactions of the database in a second, those that only read included. */
  COMMIT_RATE("commitsPerSecond", "commits/s", 1),
  /** Write-ahead log of the server in a second. */
  WAL_RATE("walBytesPerSecond", "WAL bytes/s", 0),
  /** Starts that were durable, by all clients together. */
  STARTS("startsPerSecond", "starts/s", 0),
  /** What was left when the last start was made, by the time until it was done. */
  DRAIN("drainPerSecond", "drain/s", 0),
  /** From the moment that matters to the end of the last run. */
  SECONDS("seconds", "seconds", 2),
  /** Timers that fired before their time. */
  EARLY("early", "early", 0),
  /** Runs that never came to their end. */
  LOST("lost", "lost", 0),
  /** Platform threads of the process, idle ones of pools included. */
  THREADS("threads", "threads", 0),
  /** Used heap after garbage collections. */
  HEAP("heapMegabytes", "heap MB", 0),
  /** Transactions of the database, those of polls and readers included. */
  COMMITS("commitsPerRun", "commits", 2),
  /** Events by transactions that write turns or starts; no others count. */
  EVENTS_PER_COMMIT("eventsPerCommit", "events/commit", 1),
  /** Write-ahead log of the server. */
  WAL("walBytesPerRun", "WAL bytes", 0),
  /** Round trips of the engine's connections. */
  STATEMENTS("statementsPerRun", "statements", 2),
  /** Memory that our process allocated; on Java 17 by the threads that still live, so less. */
  ALLOCATED("allocatedBytesPerRun", "allocated bytes", 0),
  /** What our process, clients and all, had of the processors. */
  CLIENT_CPU("clientCpuMicrosPerRun", "our CPU µs", 0),
  /** The same of the server's processes, where they can be seen. */
  SERVER_CPU("serverCpuMicrosPerRun", "server CPU µs", 0);

  private final String label;
  private final String heading;
  private final int decimals;

  Figure(String label, String heading, int decimals) {
    this.label = label;
    this.heading = heading;
    this.decimals = decimals;
  }

  /** Its name in JSON. */
  public String label() {
    return label;
  }

  /** Its heading in a table. */
  public String heading() {
    return heading;
  }

  /** How many decimals a table shows. */
  public int decimals() {
    return decimals;
  }
}
