package dev.workflows.test.simulation;

import dev.workflows.Activity;
import dev.workflows.Retry;

/** What the runs of a simulation do. Each call is named after its run and its place in the plan. */
public interface Steps {

  /** Succeeds at once. */
  @Activity
  String plain(String call);

  /** The same; only new code calls it. */
  @Activity
  String added(String call);

  /** Has no effect; what it answers is never the same. */
  @Activity(readOnly = true)
  String look(String call);

  /** Has an effect that depends on what was answered before. */
  @Activity
  String use(String call, String answers);

  /** Fails as often as told, and is tried four times at most. */
  @Activity(
      retry =
          @Retry(maxAttempts = 4, initialInterval = "PT0.1S", multiplier = 2, maxInterval = "PT2S"))
  String flaky(String call, int failures);

  /** Takes longer than it may, now and then. */
  @Activity(timeout = "PT1S", retry = @Retry(maxAttempts = 20, initialInterval = "PT0.1S"))
  String slow(String call);

  /** The same as the next, but has to hurry, so that its record and a time-out meet. */
  @Activity(timeout = "PT0.3S", retry = @Retry(maxAttempts = 1))
  String hurriedTransactional(String call);

  /** Succeeds at once, and is undone if its run is cancelled. */
  @Activity(compensateWith = "putBack")
  String take(String call);

  /** Undoes that. */
  @Activity(retry = @Retry(maxAttempts = 20, initialInterval = "PT0.1S"))
  String putBack(String call, String taken);

  /** Has an effect in the database of the engine, and that effect is exactly once. */
  @Activity(retry = @Retry(maxAttempts = 20, initialInterval = "PT0.1S"))
  String transactional(String call);
}
