package dev.workflows;

import java.util.UUID;

/**
 * A child workflow whose end its parent does not know yet.
 *
 * @param seq the position of the call in the parent's history
 * @param type the child's type name
 * @param workflowId the child's workflow id
 * @param runId its run id; if it continues as new, that of its first run
 */
public record PendingChild(long seq, String type, String workflowId, UUID runId) {}
