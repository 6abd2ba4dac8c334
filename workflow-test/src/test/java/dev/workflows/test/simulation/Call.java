package dev.workflows.test.simulation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client asked for and was told.
 *
 * @param kind what it asked for
 * @param workflowId whom
 * @param key the key of a start, the id or text of a message
 * @param answer what it was told in the end
 * @param runId whom it reached
 * @param joined whether it was part of a transaction of its sender: then the run may have ended
 *     before the commit, and it is a dead letter
 */
record Call(
    Kind kind,
    String workflowId,
    @Nullable String key,
    Answer answer,
    @Nullable UUID runId,
    boolean joined) {

  /** What can be asked for. */
  enum Kind {
    START,
    SIGNAL,
    CANCEL,
    TERMINATE
  }

  /** What can be the answer. */
  enum Answer {
    ACCEPTED,
    REFUSED,
    ROLLED_BACK,
    UNKNOWN
  }
}
