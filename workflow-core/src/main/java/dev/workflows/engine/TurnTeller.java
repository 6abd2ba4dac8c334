package dev.workflows.engine;

import dev.workflows.WorkflowStatus;
import dev.workflows.WorkflowTurn;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells interceptors of the turns of one run, each when it is durable; does nothing if there are
 * none. Used by whoever is busy with the run.
 */
final class TurnTeller {

  private final OwnedRun run;
  private final RunServices services;
  private final @Nullable RunFacts facts;
  private long begunAt;

  TurnTeller(OwnedRun run, RunServices services) {
    this.run = run;
    this.services = services;
    this.facts =
        services.interceptors().isEmpty()
            ? null
            : new RunFacts(run.id().runId(), services.failures());
  }

  /** This much is durable, and told. */
  void follow(List<RecordedEvent> history) {
    if (facts != null) {
      facts.follow(history);
    }
  }

  /** What has arrived is taken. */
  void begins() {
    if (facts != null) {
      begunAt = services.driver().nanoTime();
    }
  }

  /** These events have become durable. */
  void durable(List<RecordedEvent> events) {
    if (facts != null && !events.isEmpty()) {
      services
          .interceptors()
          .tell(
              new WorkflowTurn(
                  run.id(),
                  run.type(),
                  status(events.get(events.size() - 1)),
                  Duration.ofNanos(services.driver().nanoTime() - begunAt),
                  facts.of(events),
                  null));
    }
  }

  private static WorkflowStatus status(RecordedEvent last) {
    Event event = last.event();
    return event.closes()
        ? Commits.closing(event, last.recordedAt()).status()
        : WorkflowStatus.RUNNING;
  }
}
