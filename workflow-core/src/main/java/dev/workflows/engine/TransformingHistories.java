package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.HistoryStore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Encodes what tools append, and decodes histories. */
record TransformingHistories(HistoryStore store, EncodedWrites writes, DecodedReads reads)
    implements HistoryStore {

  @Override
  public boolean append(UUID runId, long seq, Event event) {
    return store.append(runId, seq, writes.event(runId, seq, event));
  }

  /** Values are bound to their positions: it is tried until nobody else takes the next one. */
  @Override
  public long append(UUID runId, Event event) {
    if (EventValues.of(event) == null) {
      return store.append(runId, event);
    }
    long seq = store.nextSeq(runId);
    while (!isAppended(runId, seq, event)) {
      seq = store.nextSeq(runId);
    }
    return seq;
  }

  private boolean isAppended(UUID runId, long seq, Event event) {
    try {
      return append(runId, seq, event);
    } catch (WorkflowException e) {
      if (e.code() == ErrorCode.HISTORY_CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public List<RecordedEvent> read(UUID runId, long from, long to) {
    return reads.events(runId, store.read(runId, from, to));
  }

  @Override
  public List<RecordedEvent> read(UUID runId, Instant from, Instant to) {
    return reads.events(runId, store.read(runId, from, to));
  }

  @Override
  public long length(UUID runId) {
    return store.length(runId);
  }
}
