package dev.workflows.jdbc;

import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import dev.workflows.spi.Closing;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Commits and starts as an engine would send them, with defaults for what a test is not about. */
final class Scenario {

  static final UUID NODE = UUID.randomUUID();

  private Scenario() {}

  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  static Payload json(String text) {
    return new Payload('"' + text + '"');
  }

  static RecordedEvent started(UUID node) {
    return event(1, new Event.WorkflowStarted("order", 42, json("input")), 1, node);
  }

  static RecordedEvent event(long seq, Event event, long fence, UUID node) {
    return new RecordedEvent(seq, event, fence, node, now());
  }

  static NewRun owned(String workflowId) {
    return owned(workflowId, NODE);
  }

  static NewRun owned(String workflowId, UUID node) {
    return new NewRun(
        UUID.randomUUID(),
        workflowId,
        "order",
        null,
        Duration.ZERO,
        node,
        List.of(
            started(node), event(2, new Event.ActivityScheduled("reserve", json("a")), 1, node)),
        null);
  }

  static NewRun unowned(String workflowId) {
    return new NewRun(
        UUID.randomUUID(),
        workflowId,
        "order",
        null,
        Duration.ZERO,
        null,
        List.of(event(1, new Event.WorkflowStarted("order", 42, json("input")), 0, null)),
        null);
  }

  static RunLease lease(NewRun run) {
    return new RunLease(run.runId(), run.runId(), run.owner(), 1);
  }

  static RunCommit commit(RunLease lease, RecordedEvent... events) {
    return new RunCommit(
        lease, List.of(events), List.of(), List.of(), List.of(), List.of(), false, null);
  }

  static RecordedEvent completed(RunLease lease, long seq) {
    return event(seq, new Event.ActivityCompleted(2, 1, json("done")), lease.fence(), lease.node());
  }

  static RunCommit closing(RunLease lease, long seq, RunCommit.Consumed... consumed) {
    RecordedEvent end =
        event(seq, new Event.WorkflowCompleted(json("receipt")), lease.fence(), lease.node());
    return new RunCommit(
        lease,
        List.of(end),
        List.of(consumed),
        List.of(),
        List.of(),
        List.of(),
        false,
        new Closing(WorkflowStatus.COMPLETED, json("receipt"), null, end.recordedAt()));
  }
}
