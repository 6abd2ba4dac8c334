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

  /** Has an effect elsewhere that can be undone; returns the key. */
  @Activity(compensateWith = "giveBack")
  String take(String workflowId, String key);

  /** Undoes that. */
  @Activity
  void giveBack(String workflowId, String key, String taken);

  /** Has an effect in the transaction that records it, and can be undone; returns the key. */
  @Activity(compensateWith = "txGiveBack")
  String txTake(String workflowId, String key);

  /** Undoes that in a transaction. */
  @Activity
  void txGiveBack(String workflowId, String key, String taken);

  /** Fails for good, with the key as its message. */
  @Activity
  String fail(String workflowId, String key);

  /** Does not return before it is interrupted. */
  @Activity
  String hang(String workflowId, String key) throws InterruptedException;
}
