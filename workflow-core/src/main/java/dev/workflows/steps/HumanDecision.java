package dev.workflows.steps;

import org.jspecify.annotations.Nullable;

/**
 * What a person decides about a task that a {@linkplain StepDefinition#human step} waits for. It is
 * what the workflow's signal carries, and the result of the step.
 *
 * @param task the step's id; within a nested plan behind that step's id and a slash
 * @param approved whether the step completes; otherwise it fails
 * @param by who decided, if that is known
 * @param comment why, if that was said
 */
public record HumanDecision(
    String task, boolean approved, @Nullable String by, @Nullable String comment) {

  /** The signal that steps wait for unless they name another one. */
  public static final String SIGNAL = "decide";

  /** The task is done, or may be. */
  public static HumanDecision approve(String task, @Nullable String by) {
    return new HumanDecision(task, true, by, null);
  }

  /** The task is not to be done, and why. */
  public static HumanDecision reject(String task, @Nullable String by, @Nullable String comment) {
    return new HumanDecision(task, false, by, comment);
  }
}
