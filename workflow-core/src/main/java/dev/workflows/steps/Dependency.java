package dev.workflows.steps;

/**
 * What a step waits for, and whether it can do without.
 *
 * @param step the id of the other step
 * @param required whether this step is cancelled unless the other one completes
 */
public record Dependency(String step, boolean required) {

  /** A step that must have completed; if it fails or is cancelled, so is the one that depends. */
  public static Dependency required(String step) {
    return new Dependency(step, true);
  }

  /** A step that must have ended, however it did. */
  public static Dependency optional(String step) {
    return new Dependency(step, false);
  }
}
