package dev.workflows.test;

import dev.workflows.RunId;
import dev.workflows.WorkflowStatus;
import dev.workflows.payload.Payload;
import dev.workflows.spi.Closing;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.Parent;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.RunRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run's row. Guarded by the store's lock. */
final class RunRow {

  final UUID runId;
  final @Nullable Parent parent;
  private final UUID chainId;
  final String workflowId;
  final String type;
  final @Nullable String startKey;
  private final Instant startedAt;
  private WorkflowStatus status = WorkflowStatus.RUNNING;
  private @Nullable UUID owner;
  private long fence;
  private @Nullable Instant wakeAt;
  private @Nullable Instant closedAt;
  private @Nullable Payload result;
  private @Nullable Payload failure;
  private List<String> waitingFor = List.of();
  private @Nullable Payload problem;
  private int problemCount;

  RunRow(NewRun run, Instant now) {
    this.runId = run.runId();
    this.chainId = run.chainId();
    this.parent = run.parent();
    this.workflowId = run.workflowId();
    this.type = run.type();
    this.startKey = run.startKey();
    this.startedAt = run.events().get(0).recordedAt();
    this.owner = run.owner();
    this.fence = run.owner() == null ? 0 : 1;
    this.wakeAt = run.owner() == null ? StoreState.micros(now.plus(run.delay())) : null;
    if (run.closing() != null) {
      close(run.closing());
    }
  }

  /** The first run of its series. */
  UUID chainId() {
    return chainId;
  }

  RunId id() {
    return new RunId(workflowId, runId);
  }

  @Nullable UUID owner() {
    return owner;
  }

  long fence() {
    return fence;
  }

  Instant startedAt() {
    return startedAt;
  }

  boolean isOpen() {
    return status.isOpen();
  }

  boolean isRunning() {
    return status == WorkflowStatus.RUNNING;
  }

  boolean isBlocked() {
    return status == WorkflowStatus.BLOCKED;
  }

  boolean isDue(Instant now) {
    return wakeAt != null && !wakeAt.isAfter(now);
  }

  @Nullable Instant wakeAt() {
    return wakeAt;
  }

  boolean isHeldUnder(RunLease lease) {
    return isOpen() && lease.node().equals(owner) && lease.fence() == fence;
  }

  /** Gives the run to a node, under the next fence. */
  RunLease own(UUID node) {
    owner = node;
    fence++;
    wakeAt = null;
    return new RunLease(runId, chainId(), node, fence);
  }

  void release(Release release) {
    owner = null;
    wakeAt = release.wakeAt() == null ? null : StoreState.micros(release.wakeAt());
    waitingFor = List.copyOf(release.waitingFor());
    if (release.problem() != null) {
      status = WorkflowStatus.BLOCKED;
      problem = release.problem();
      problemCount++;
    }
  }

  void resume() {
    if (isBlocked()) {
      status = WorkflowStatus.RUNNING;
    }
    problem = null;
    problemCount = 0;
  }

  void terminate(WorkflowStatus end, Instant at) {
    fence++;
    close(new Closing(end, null, null, at));
  }

  void close(Closing closing) {
    status = closing.status();
    result = closing.result();
    failure = closing.failure();
    closedAt = StoreState.micros(closing.closedAt());
    owner = null;
    wakeAt = null;
    waitingFor = List.of();
    problem = null;
    problemCount = 0;
  }

  RunRecord toRecord() {
    return new RunRecord(
        runId,
        chainId(),
        workflowId,
        type,
        status,
        owner,
        fence,
        wakeAt,
        startedAt,
        closedAt,
        result,
        failure,
        waitingFor,
        problem,
        problemCount,
        parent);
  }
}
