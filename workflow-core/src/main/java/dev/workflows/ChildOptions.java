package dev.workflows;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parent's choices for a child workflow.
 *
 * @param workflowId the child's id, 1 to 255 printable characters; its run id if it is {@code null}
 * @param parentClosePolicy what becomes of the child if its parent ends first
 * @param attributes by which the child is found, by name; those of its parent are not its own
 * @param timeout how long the child may be open; {@code null} is what its {@link Workflow} says,
 *     zero without limit
 */
public record ChildOptions(
    @Nullable String workflowId,
    ParentClosePolicy parentClosePolicy,
    Map<String, String> attributes,
    @Nullable Duration timeout) {

  /** Choices without attributes. */
  public ChildOptions(@Nullable String workflowId, ParentClosePolicy parentClosePolicy) {
    this(workflowId, parentClosePolicy, Map.of(), null);
  }

  /** Keeps the attributes as they are now. */
  public ChildOptions {
    attributes = Map.copyOf(attributes);
  }

  /** An id of its own; ended at once if its parent ends first. */
  public static ChildOptions defaults() {
    return new ChildOptions(null, ParentClosePolicy.TERMINATE);
  }

  /** Under this id; ended at once if its parent ends first. */
  public static ChildOptions of(String workflowId) {
    return defaults().withWorkflowId(workflowId);
  }

  /** The same under this id. */
  public ChildOptions withWorkflowId(String id) {
    return new ChildOptions(id, parentClosePolicy, attributes, timeout);
  }

  /** The same with this policy. */
  public ChildOptions withParentClosePolicy(ParentClosePolicy policy) {
    return new ChildOptions(workflowId, policy, attributes, timeout);
  }

  /**
   * The same with one more attribute, or another value of it.
   *
   * @param name 1 to 64 letters, digits, dots, underscores and hyphens
   * @param value 1 to 255 printable characters
   */
  public ChildOptions withAttribute(String name, String value) {
    Map<String, String> all = new HashMap<>(attributes);
    all.put(name, value);
    return new ChildOptions(workflowId, parentClosePolicy, all, timeout);
  }

  /** The same with a time-out of the child, as {@link StartOptions#withTimeout}. */
  public ChildOptions withTimeout(Duration newTimeout) {
    return new ChildOptions(workflowId, parentClosePolicy, attributes, newTimeout);
  }
}
