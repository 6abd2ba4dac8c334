package dev.workflows;

/** Whether a workflow id may be used again once its run has ended. */
public enum IdReusePolicy {
  /** It may. */
  ALLOW_DUPLICATE,
  /** It may unless its latest run completed: so that what failed can be tried again. */
  ALLOW_DUPLICATE_FAILED_ONLY,
  /** It may not, for as long as a run of it is kept. */
  REJECT_DUPLICATE;

  /** Whether a run may begin where the latest of its id ended in this status. */
  public boolean allowsAfter(WorkflowStatus latest) {
    return switch (this) {
      case ALLOW_DUPLICATE -> true;
      case ALLOW_DUPLICATE_FAILED_ONLY -> latest != WorkflowStatus.COMPLETED;
      case REJECT_DUPLICATE -> false;
    };
  }
}
