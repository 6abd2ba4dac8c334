package dev.workflows;

import org.jspecify.annotations.Nullable;

/**
 * The code of a {@linkplain WorkflowContext#sideEffect side effect} threw an exception, or returned
 * what cannot be recorded: thrown now and whenever the workflow's code is executed again.
 */
public final class SideEffectFailedException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable Failure failure;

  /** What went wrong. */
  public SideEffectFailedException(Failure failure) {
    super(
        ErrorCode.SIDE_EFFECT_FAILED,
        "A side effect failed: %s. It is not tried again; use an activity for what may fail."
            .formatted(failure.summary()));
    this.failure = failure;
  }

  /** What the code threw; {@code null} only after Java serialization. */
  public @Nullable Failure failure() {
    return failure;
  }
}
