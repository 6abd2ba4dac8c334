package dev.workflows.spi;

import dev.workflows.RunId;
import dev.workflows.WorkflowStatus;
import dev.workflows.payload.Payload;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run's row.
 *
 * @param owner the node that may write its history now
 * @param wakeAt when an unowned run is to be claimed; {@code null} if only a message wakes it
 * @param waitingFor what it waited for when it was released
 * @param problem why it is blocked, an encoded {@code Failure}
 * @param problemCount how often in a row it was found blocked
 * @param parent the run that called it, if one did
 */
public record RunRecord(
    UUID runId,
    UUID chainId,
    String workflowId,
    String type,
    WorkflowStatus status,
    @Nullable UUID owner,
    long fence,
    @Nullable Instant wakeAt,
    Instant startedAt,
    @Nullable Instant closedAt,
    @Nullable Payload result,
    @Nullable Payload failure,
    List<String> waitingFor,
    @Nullable Payload problem,
    int problemCount,
    @Nullable Parent parent) {

  /** The same with these values. */
  public RunRecord with(
      @Nullable Payload result, @Nullable Payload failure, @Nullable Payload problem) {
    return new RunRecord(
        runId,
        chainId,
        workflowId,
        type,
        status,
        owner,
        fence,
        wakeAt,
        startedAt,
        closedAt,
        result,
        failure,
        waitingFor,
        problem,
        problemCount,
        parent);
  }

  /** What names it. */
  public RunId id() {
    return new RunId(workflowId, runId);
  }
}
