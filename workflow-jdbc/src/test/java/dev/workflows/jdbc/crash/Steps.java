package dev.workflows.jdbc.crash;

import dev.workflows.Activity;
import dev.workflows.Retry;

/** What the runs call; each call is named after its workflow and its place in it. */
interface Steps {

  /** Succeeds at once. */
  @Activity
  String plain(String call);

  /** Fails the first two times. */
  @Activity(retry = @Retry(maxAttempts = 9, initialInterval = "PT1S"))
  String flaky(String call);

  /** Never succeeds, and is tried twice. */
  @Activity(retry = @Retry(maxAttempts = 2, initialInterval = "PT1S"))
  String hopeless(String call);

  /** Has an effect in the database of the engine. */
  @Activity(retry = @Retry(maxAttempts = 9, initialInterval = "PT1S"))
  String txTake(String call);

  /** The same, but fails the first time after it. */
  @Activity(retry = @Retry(maxAttempts = 9, initialInterval = "PT1S"))
  String txFlaky(String call);
}
