package dev.workflows;

import org.jspecify.annotations.Nullable;

/** A run refused an update: nothing was recorded, nothing has changed. */
public final class UpdateRejectedException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable Failure failure;

  /** What refused, and why. */
  public UpdateRejectedException(String update, RunId run, @Nullable Failure failure) {
    super(
        ErrorCode.UPDATE_REJECTED,
        "Workflow '%s' rejects update '%s'%s"
            .formatted(run.workflowId(), update, failure == null ? "." : ": " + failure.summary()));
    this.failure = failure;
  }

  /** What its validator threw; {@code null} after Java serialization. */
  public @Nullable Failure failure() {
    return failure;
  }
}
