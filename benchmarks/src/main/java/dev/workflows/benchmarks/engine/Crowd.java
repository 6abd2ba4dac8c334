package dev.workflows.benchmarks.engine;

import java.time.Instant;

/**
 * Many runs at once. What each of them does is the workload's; that it has come so far it tells the
 * {@link Marks} the engine was opened with.
 */
public interface Crowd {

  /**
   * Starts a run and returns as soon as it is durable. Thread-safe.
   *
   * @param number from 0 on, each once
   */
  void start(int number) throws Exception;

  /**
   * The instant at which the runs begin that were started for {@link Workload#QUEUED}: those that
   * do not wait for one have begun.
   */
  default Instant begin() {
    return Instant.now();
  }

  /** How many runs have not ended, by the database. */
  long open() throws Exception;

  /** How many runs have their first activity behind them, by the database. */
  default long halfway() throws Exception {
    throw new UnsupportedOperationException("This crowd is not asked to stop halfway");
  }
}
