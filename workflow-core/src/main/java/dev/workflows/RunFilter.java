package dev.workflows;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which runs to list; what is {@code null} does not restrict.
 *
 * @param type the workflow's type name
 * @param status the status
 * @param workflowId the workflow id, exactly
 * @param since runs that started at this time or later
 * @param attributes runs that have all of these, by name; none does not restrict
 */
public record RunFilter(
    @Nullable String type,
    @Nullable WorkflowStatus status,
    @Nullable String workflowId,
    @Nullable Instant since,
    Map<String, String> attributes) {

  /** Runs with whatever attributes. */
  public RunFilter(
      @Nullable String type,
      @Nullable WorkflowStatus status,
      @Nullable String workflowId,
      @Nullable Instant since) {
    this(type, status, workflowId, since, Map.of());
  }

  /** Keeps the attributes as they are now. */
  public RunFilter {
    attributes = Map.copyOf(attributes);
  }

  /** Every run. */
  public static RunFilter all() {
    return new RunFilter(null, null, null, null);
  }

  /** Those of these runs that have this attribute as well. */
  public RunFilter withAttribute(String name, String value) {
    Map<String, String> all = new HashMap<>(attributes);
    all.put(name, value);
    return new RunFilter(type, status, workflowId, since, all);
  }
}
