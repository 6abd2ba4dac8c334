package dev.workflows.spi;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;

/** A commit may not be written. Nothing was. A normal event of the engine's life, not an error. */
public final class CommitRejectedException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why a commit may not be written. */
  public enum Reason {
    /** The run has another owner or was closed: drop it. */
    FENCED,
    /** It would close a run that has unread messages: make the turn again with them. */
    UNREAD_MESSAGES,
    /** An activity it resolves has recorded its own outcome: make the turn again with that. */
    OUTCOME_TAKEN,
    /** One of a batch; which one is not known. */
    IN_BATCH
  }

  /** Why. */
  public CommitRejectedException(Reason reason) {
    super(ErrorCode.HISTORY_CONFLICT, "A commit was rejected: " + reason);
    this.reason = reason;
  }

  /** Why it may not be written. */
  public Reason reason() {
    return reason;
  }
}
