package dev.workflows.test;

import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.HistoryStore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Histories in memory. */
final class InMemoryHistories implements HistoryStore {

  private final StoreState state;

  InMemoryHistories(StoreState state) {
    this.state = state;
  }

  @Override
  public boolean append(UUID runId, long seq, Event event) {
    return state.read(
        () -> {
          RecordedEvent next = next(runId, event);
          return state
              .history(runId)
              .append(new RecordedEvent(seq, event, next.fence(), next.node(), next.recordedAt()));
        });
  }

  @Override
  public long append(UUID runId, Event event) {
    return state.read(
        () -> {
          RecordedEvent next = next(runId, event);
          state.append(runId, next);
          return next.seq();
        });
  }

  /** Fences never decrease along a history, also where no owner writes. */
  private RecordedEvent next(UUID runId, Event event) {
    RunRow run = state.runs.get(runId);
    return state.next(runId, event, run == null ? 0 : run.fence(), null);
  }

  @Override
  public List<RecordedEvent> read(UUID runId, long from, long to) {
    return state.read(() -> state.history(runId).read(from, to));
  }

  @Override
  public List<RecordedEvent> read(UUID runId, Instant from, Instant to) {
    return state.read(() -> state.history(runId).read(from, to));
  }

  @Override
  public long length(UUID runId) {
    return state.read(() -> state.history(runId).length());
  }
}
