package dev.workflows.test.simulation;

import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.RunRecord;
import dev.workflows.spi.WorkflowStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What holds of one run's row at any time: whoever waits is woken, whoever ended is let alone. */
final class RowCheck {

  private final WorkflowStore store;
  private final RunRecord run;
  private final Instant now;
  private final Consumer<String> violated;

  RowCheck(WorkflowStore store, RunRecord run, Instant now, Consumer<String> violated) {
    this.store = store;
    this.run = run;
    this.now = now;
    this.violated = violated;
  }

  void check() {
    if (!run.status().isOpen()) {
      require(run.owner() == null && run.wakeAt() == null, "it has ended, but may be woken");
      require(retries().isEmpty(), "it has ended, but attempts are waiting");
    } else if (run.owner() == null) {
      unowned();
    }
  }

  private void unowned() {
    Instant wakeAt = run.wakeAt();
    if (run.status() == WorkflowStatus.BLOCKED) {
      require(wakeAt != null, "it is blocked, and never tried again");
      return;
    }
    Map<Long, Instant> attempts = new HashMap<>();
    retries().forEach(retry -> attempts.put(retry.seq(), retry.nextAttemptAt()));
    for (RecordedEvent question : questions()) {
      Instant due =
          question.event() instanceof Event.TimerStarted timer
              ? timer.dueAt()
              : attempts.get(question.seq());
      require(
          wakeAt != null && (due == null || !wakeAt.isAfter(due) || !wakeAt.isAfter(now)),
          "nothing wakes it in time for %s",
          question);
    }
  }

  private List<RecordedEvent> questions() {
    // a child's end is a message, which wakes whoever waits for it
    return store.runs().unanswered(id()).getOrDefault(run.runId(), List.of()).stream()
        .filter(question -> !(question.event() instanceof Event.ChildScheduled))
        .toList();
  }

  private List<ActivityRetry> retries() {
    return store.runs().retries(id()).getOrDefault(run.runId(), List.of());
  }

  private List<UUID> id() {
    return List.of(run.runId());
  }

  private void require(boolean holds, String what, @Nullable Object... arguments) {
    if (!holds) {
      violated.accept(run + ": " + what.formatted(arguments));
    }
  }
}
