package dev.workflows;

/** What a start does whose workflow id has an open run. */
public enum IdConflictPolicy {
  /** It fails with a {@link WorkflowAlreadyExistsException}. */
  FAIL,
  /** It returns that run, of whatever type and input that is, and starts nothing. */
  USE_EXISTING
}
