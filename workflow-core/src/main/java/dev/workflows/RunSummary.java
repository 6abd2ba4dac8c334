package dev.workflows;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run in a list.
 *
 * @param waitingFor what an open run waits for, never empty; empty once it is closed
 */
public record RunSummary(
    String workflowId,
    UUID runId,
    String type,
    WorkflowStatus status,
    Instant startedAt,
    @Nullable Instant closedAt,
    List<String> waitingFor) {}
