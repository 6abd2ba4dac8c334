package dev.workflows;

import org.jspecify.annotations.Nullable;

/** A run cannot be moved to another version, or not now: nothing was recorded, it goes on. */
public final class MigrationRejectedException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable Failure failure;

  /** What stays as it is, and why. */
  public MigrationRejectedException(RunId run, int version, @Nullable Failure failure) {
    super(
        ErrorCode.MIGRATION_REJECTED,
        "Workflow '%s' does not migrate to version %d%s"
            .formatted(run.workflowId(), version, failure == null ? "." : ": " + why(failure)));
    this.failure = failure;
  }

  /** What the engine says needs no class. */
  private static String why(Failure failure) {
    String message = failure.message();
    return failure.code() != null && message != null ? message : failure.summary();
  }

  /** Why, or what the hook threw; {@code null} after Java serialization. */
  public @Nullable Failure failure() {
    return failure;
  }
}
