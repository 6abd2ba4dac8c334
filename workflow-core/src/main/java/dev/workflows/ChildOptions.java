package dev.workflows;

import org.jspecify.annotations.Nullable;

/**
 * A parent's choices for a child workflow.
 *
 * @param workflowId the child's id, 1 to 255 printable characters; its run id if it is {@code null}
 * @param parentClosePolicy what becomes of the child if its parent ends first
 */
public record ChildOptions(@Nullable String workflowId, ParentClosePolicy parentClosePolicy) {

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
    return new ChildOptions(id, parentClosePolicy);
  }

  /** The same with this policy. */
  public ChildOptions withParentClosePolicy(ParentClosePolicy policy) {
    return new ChildOptions(workflowId, policy);
  }
}
