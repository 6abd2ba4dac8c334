package dev.workflows.steps;

/** Where a step stands. */
public enum StepStatus {
  /** It waits for what it depends on. */
  PENDING,
  /** It is under way, or waits for its next attempt. */
  RUNNING,
  /** It has succeeded. */
  COMPLETED,
  /** It has failed; {@link StepGraph#retry} puts it back. */
  FAILED,
  /** It was not executed since something it requires failed, or it was asked to end. */
  CANCELLED;

  /** Whether nothing more happens to it by itself. */
  public boolean hasEnded() {
    return this != PENDING && this != RUNNING;
  }
}
