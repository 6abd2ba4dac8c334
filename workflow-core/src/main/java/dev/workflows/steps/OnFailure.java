package dev.workflows.steps;

/** What {@link StepGraph#run} does once all steps have ended and a failure is left unhandled. */
public enum OnFailure {
  /** It throws {@link StepsFailedException}. */
  THROW,
  /** It returns; the {@linkplain StepResults results} tell what failed. */
  RETURN,
  /**
   * It waits until somebody, such as a signal's handler, calls {@link StepGraph#retry}, and goes on
   * then; or {@link StepGraph#giveUp}, and throws then.
   */
  WAIT
}
