package dev.workflows;

import org.jspecify.annotations.Nullable;

/** A child workflow ended otherwise than by returning, or did not begin. */
public final class ChildWorkflowFailedException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  private final String type;
  private final RunId child;
  private final @Nullable WorkflowStatus status;
  private final transient @Nullable Failure failure;

  /** How the child ended, {@code null} if it did not begin, and why. */
  public ChildWorkflowFailedException(
      String type, RunId child, @Nullable WorkflowStatus status, @Nullable Failure failure) {
    super(
        ErrorCode.CHILD_FAILED,
        "Child workflow '%s' of type '%s' %s%s"
            .formatted(
                child.workflowId(),
                type,
                status == null ? "did not begin" : "ended as " + status,
                failure == null ? "." : ": " + failure.summary()));
    this.type = type;
    this.child = child;
    this.status = status;
    this.failure = failure;
  }

  /** The child's type name. */
  public String type() {
    return type;
  }

  /** The child. */
  public RunId child() {
    return child;
  }

  /** How it ended; {@code null} if it did not begin, since another run has its workflow id. */
  public @Nullable WorkflowStatus status() {
    return status;
  }

  /** Why, if anything is known; {@code null} also after Java serialization. */
  public @Nullable Failure failure() {
    return failure;
  }
}
