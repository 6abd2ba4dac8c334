package dev.workflows.test.model;

import dev.workflows.Activity;
import dev.workflows.steps.StepResult;

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

  // ---- what graphs call: activities of one argument

  /** A call with its run and its key. */
  record Task(String workflowId, String key) {

    Task with(String newKey) {
      return new Task(workflowId, newKey);
    }
  }

  /** Has an effect elsewhere; returns the key. Fails for good if that begins with {@code fail}. */
  @Activity
  String step(Task task);

  /** The same in the transaction that records it. */
  @Activity
  String txStep(Task task);

  /** Has an effect elsewhere that can be undone; returns the key. */
  @Activity(compensateWith = "stepGiveBack")
  String stepTake(Task task);

  /** Undoes that. */
  @Activity
  void stepGiveBack(Task task, String taken);

  /**
   * Emits a step for each letter of the key but the first: all of them independent, with the letter
   * as their id, key and deduplication key. Leaves a record of each letter, with the key as value.
   */
  @Activity
  StepResult<String> spread(Task task);

  /** The same in the transaction that records it. */
  @Activity
  StepResult<String> txSpread(Task task);
}
