package dev.workflows;

import org.jspecify.annotations.Nullable;

/** The run whose result was awaited ended otherwise than by returning. */
public final class WorkflowFailedException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  private final WorkflowStatus status;
  private final transient @Nullable Failure failure;

  /** How the run ended, and why. */
  public WorkflowFailedException(RunId run, WorkflowStatus status, @Nullable Failure failure) {
    super(
        ErrorCode.RUN_FAILED,
        "Workflow '%s' (run %s) ended as %s%s"
            .formatted(
                run.workflowId(),
                run.runId(),
                status,
                failure == null ? "." : ": " + failure.summary()));
    this.status = status;
    this.failure = failure;
  }

  /** How it ended. */
  public WorkflowStatus status() {
    return status;
  }

  /** Why, if anything is known; {@code null} also after Java serialization. */
  public @Nullable Failure failure() {
    return failure;
  }
}
