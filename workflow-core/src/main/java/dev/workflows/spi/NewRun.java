package dev.workflows.spi;

import dev.workflows.IdReusePolicy;
import dev.workflows.history.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that begins to exist, with the first events of its history.
 *
 * @param runId made by the caller, so that a repeated start is recognised
 * @param chainId the first run of its series; itself, unless it continues another one
 * @param workflowId the id its starter gave it
 * @param type the workflow's type name
 * @param startKey the idempotency key, unique over all runs
 * @param delay how long it waits before a node may claim it; only without an owner
 * @param owner the node that starts it and owns it at fence 1; {@code null} leaves it to whoever
 *     claims it
 * @param parent the run that called it, if one did
 * @param events {@code WorkflowStarted} at 1, and what the first turn decided if there is an owner
 * @param closing how that first turn ended it, if it did
 * @param idReuse whether its workflow id may have had a run before
 */
public record NewRun(
    UUID runId,
    UUID chainId,
    String workflowId,
    String type,
    @Nullable String startKey,
    Duration delay,
    @Nullable UUID owner,
    @Nullable Parent parent,
    List<RecordedEvent> events,
    @Nullable Closing closing,
    IdReusePolicy idReuse) {

  /** A run whose workflow id may have been used before. */
  public NewRun(
      UUID runId,
      UUID chainId,
      String workflowId,
      String type,
      @Nullable String startKey,
      Duration delay,
      @Nullable UUID owner,
      @Nullable Parent parent,
      List<RecordedEvent> events,
      @Nullable Closing closing) {
    this(
        runId,
        chainId,
        workflowId,
        type,
        startKey,
        delay,
        owner,
        parent,
        events,
        closing,
        IdReusePolicy.ALLOW_DUPLICATE);
  }

  /** A run that continues none and has no parent. */
  public NewRun(
      UUID runId,
      String workflowId,
      String type,
      @Nullable String startKey,
      Duration delay,
      @Nullable UUID owner,
      List<RecordedEvent> events,
      @Nullable Closing closing) {
    this(runId, runId, workflowId, type, startKey, delay, owner, null, events, closing);
  }

  /** The same with these events, and ending like that. */
  public NewRun with(List<RecordedEvent> events, @Nullable Closing closing) {
    return new NewRun(
        runId, chainId, workflowId, type, startKey, delay, owner, parent, events, closing, idReuse);
  }

  /** The same with this rule for its workflow id. */
  public NewRun withIdReuse(IdReusePolicy policy) {
    return new NewRun(
        runId, chainId, workflowId, type, startKey, delay, owner, parent, events, closing, policy);
  }

  /** Whether it begins whatever was before. */
  public boolean mayReuseId() {
    return idReuse == IdReusePolicy.ALLOW_DUPLICATE;
  }

  /** When it was started. */
  public Instant startedAt() {
    return events.get(0).recordedAt();
  }
}
