package dev.workflows;

/**
 * What becomes of a child workflow that is still open when its parent ends, however that ends. A
 * parent that {@linkplain WorkflowContext#continueAsNew continues as new} ends as well.
 */
public enum ParentClosePolicy {
  /** It is ended at once, without asking its code. */
  TERMINATE,
  /** It is asked to end, and may clean up. */
  CANCEL,
  /** It goes on by itself. */
  ABANDON
}
