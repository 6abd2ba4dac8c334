package dev.workflows.replay;

import dev.workflows.ErrorCode;
import dev.workflows.RunId;
import dev.workflows.WorkflowException;
import dev.workflows.payload.PayloadException;

/** Why a run cannot go on with its code, in words. */
final class CodeProblems {

  private CodeProblems() {}

  /** Why a run is to be blocked when this was thrown. */
  static RuntimeException of(RunId run, Throwable thrown) {
    return thrown instanceof RuntimeException known ? known : error(run, thrown);
  }

  /** An error of the code blocks its run and nothing else. */
  static WorkflowException error(RunId run, Throwable thrown) {
    return new WorkflowException(
        ErrorCode.CODE_ERROR,
        "The code of workflow '%s' ended with %s. Mend it and deploy again."
            .formatted(run.workflowId(), thrown),
        thrown);
  }

  /** A step could not be undone: whether the rest may be left as it is only people can tell. */
  static WorkflowException notUndone(RunId run, Exception cause) {
    return new WorkflowException(
        ErrorCode.COMPENSATION_FAILED,
        ("A compensation of workflow '%s' failed for good: %s. It is tried again later: end the"
                + " cause, or undo by hand what is left and terminate the run.")
            .formatted(run.workflowId(), cause),
        cause);
  }

  static WorkflowException unreadable(RunId run, String what, PayloadException cause) {
    String fact =
        cause.code() == ErrorCode.UNDECODABLE_PAYLOAD
            ? "%s of workflow '%s' cannot be decoded. %s"
            : "%s of workflow '%s' can no longer be read: %s Deploy code that can read it.";
    return new WorkflowException(
        cause.blocksWith(), fact.formatted(what, run.workflowId(), cause.fact()), cause);
  }
}
