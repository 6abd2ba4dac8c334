package dev.workflows.steps;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import org.jspecify.annotations.Nullable;

/** A person rejected a task: what its step failed with. */
public final class StepRejectedException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable HumanDecision decision;

  /** Rejected by this decision. */
  public StepRejectedException(HumanDecision decision) {
    super(
        ErrorCode.STEPS_FAILED,
        "Task '%s' was rejected%s%s."
            .formatted(
                decision.task(),
                decision.by() == null ? "" : " by " + decision.by(),
                decision.comment() == null ? "" : ": " + decision.comment()));
    this.decision = decision;
  }

  /** The decision; {@code null} only after Java serialization. */
  public @Nullable HumanDecision decision() {
    return decision;
  }
}
