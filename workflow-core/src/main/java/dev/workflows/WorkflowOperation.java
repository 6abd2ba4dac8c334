package dev.workflows;

import org.jspecify.annotations.Nullable;

/**
 * Something that is done on one thread from beginning to end, as interceptors see it. It tells no
 * values: neither arguments nor results.
 *
 * @param kind what is done
 * @param workflowType the type of the workflow; until it has been carried out {@code null} if the
 *     client named a run only
 * @param id the workflow id or run id that the client gave, {@code null} if it gave none
 * @param run the run it is about; until it has been carried out {@code null} if the engine has not
 *     found it yet
 * @param name the signal, update, query or activity, as it was asked for; the version to migrate to
 * @param seq the position of an activity's call, else 0
 * @param attempt which attempt of an activity it is, from 1, else 0
 */
public record WorkflowOperation(
    Kind kind,
    @Nullable String workflowType,
    @Nullable String id,
    @Nullable RunId run,
    @Nullable String name,
    long seq,
    int attempt) {

  /** What is done. */
  public enum Kind {
    /** A client starts a run. */
    START,
    /** A client sends a signal. */
    SIGNAL,
    /** A client sends a signal to a run that is started if there is none. */
    SIGNAL_WITH_START,
    /** A client sends an update and waits for its answer. */
    UPDATE,
    /** A client sends an update to a run that is started if there is none. */
    UPDATE_WITH_START,
    /** A client asks a question. */
    QUERY,
    /** A client asks a run to go on with another version, and waits for its answer. */
    MIGRATE,
    /** A client asks a run to end. */
    CANCEL,
    /** A client ends a run. */
    TERMINATE,
    /** An attempt of an activity is made. */
    ACTIVITY;

    /** Whether a client asks for it; otherwise this node executes it for a run. */
    public boolean isOfClient() {
      return this != ACTIVITY;
    }
  }

  /** The key that all attempts of an activity's call share; {@code null} of anything else. */
  public @Nullable String idempotencyKey() {
    return run == null || kind != Kind.ACTIVITY ? null : run.runId() + "/" + seq;
  }

  /** The same, of this run and type. */
  public WorkflowOperation reached(RunId newRun, String newType) {
    return new WorkflowOperation(kind, newType, id, newRun, name, seq, attempt);
  }
}
