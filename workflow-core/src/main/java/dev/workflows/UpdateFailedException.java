package dev.workflows;

import org.jspecify.annotations.Nullable;

/** An update was accepted, and an exception left its handler. The run goes on. */
public final class UpdateFailedException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable Failure failure;

  /** What failed, and why. */
  public UpdateFailedException(String update, RunId run, @Nullable Failure failure) {
    super(
        ErrorCode.UPDATE_FAILED,
        "Update '%s' of workflow '%s' has failed%s"
            .formatted(update, run.workflowId(), failure == null ? "." : ": " + failure.summary()));
    this.failure = failure;
  }

  /** What its handler threw; {@code null} after Java serialization. */
  public @Nullable Failure failure() {
    return failure;
  }
}
