package dev.workflows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run in a list.
 *
 * @param waitingFor what an open run waits for, never empty; empty once it is closed
 * @param attributes by which it is found, by name, in the order of names
 */
public record RunSummary(
    String workflowId,
    UUID runId,
    String type,
    WorkflowStatus status,
    Instant startedAt,
    @Nullable Instant closedAt,
    List<String> waitingFor,
    Map<String, String> attributes) {

  /** A run without attributes. */
  public RunSummary(
      String workflowId,
      UUID runId,
      String type,
      WorkflowStatus status,
      Instant startedAt,
      @Nullable Instant closedAt,
      List<String> waitingFor) {
    this(workflowId, runId, type, status, startedAt, closedAt, waitingFor, Map.of());
  }
}
