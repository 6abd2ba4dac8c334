package dev.workflows;

import java.util.UUID;

/**
 * What names a run.
 *
 * @param workflowId the id its starter gave the workflow
 * @param runId the id of this execution
 */
public record RunId(String workflowId, UUID runId) {}
