package dev.workflows;

/** A run has so many unread messages that it takes no more. Nothing was written. */
public final class InboxFullException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  /** Which run, and what to do. */
  public InboxFullException(String message) {
    super(ErrorCode.INBOX_FULL, message);
  }
}
