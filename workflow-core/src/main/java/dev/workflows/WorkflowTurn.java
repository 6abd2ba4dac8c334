package dev.workflows;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A turn of a run, as interceptors are told of it: what was made durable in one commit.
 *
 * @param run the run
 * @param workflowType its type
 * @param status what the run is now: closed if this was its last turn, {@code BLOCKED} if it cannot
 *     go on with the deployed code
 * @param duration how long it took from the taking of what had arrived until it was durable; zero
 *     of a run that is blocked
 * @param facts what was recorded, in order; nothing of a run that is blocked
 * @param problem why the run is blocked, if it is
 */
public record WorkflowTurn(
    RunId run,
    String workflowType,
    WorkflowStatus status,
    Duration duration,
    List<WorkflowFact> facts,
    @Nullable Failure problem) {

  /** Keeps the facts as they are. */
  public WorkflowTurn {
    facts = List.copyOf(facts);
  }
}
