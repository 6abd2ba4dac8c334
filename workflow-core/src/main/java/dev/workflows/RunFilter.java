package dev.workflows;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which runs to list; what is {@code null} does not restrict.
 *
 * @param type the workflow's type name
 * @param status the status
 * @param workflowId the workflow id, exactly
 * @param since runs that started at this time or later
 */
public record RunFilter(
    @Nullable String type,
    @Nullable WorkflowStatus status,
    @Nullable String workflowId,
    @Nullable Instant since) {

  /** Every run. */
  public static RunFilter all() {
    return new RunFilter(null, null, null, null);
  }
}
