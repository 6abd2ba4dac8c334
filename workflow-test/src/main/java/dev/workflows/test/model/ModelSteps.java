package dev.workflows.test.model;

import dev.workflows.Activity;

/** The activities of the scenarios; each call is told apart by its run and its key. */
interface ModelSteps {

  /** Has an effect elsewhere; returns the key. */
  @Activity
  String call(String workflowId, String key);

  /** Has an effect in the transaction that records it; returns the key. */
  @Activity
  String txCall(String workflowId, String key);

  /** Fails for good, with the key as its message. */
  @Activity
  String fail(String workflowId, String key);

  /** Does not return before it is interrupted. */
  @Activity
  String hang(String workflowId, String key) throws InterruptedException;
}
