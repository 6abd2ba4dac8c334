package dev.workflows.spi;

import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * The durable histories by run: append-only, gap-free, isolated from each other. Thread-safe. What
 * does not exist reads as empty. The engine appends by {@link CommitStore#commit}; appending here
 * is for tools and tests. To an open run only custom events may be appended, which replay passes
 * over; a node that owns the run meanwhile collides, drops it and reads it again.
 */
public interface HistoryStore {

  /**
   * Appends an event at its position, as of the database's clock. Appending once more what stands
   * at the end changes nothing.
   *
   * @return whether the history grew
   * @throws dev.workflows.WorkflowException with {@code HISTORY_GAP} if the position is not the
   *     next one, with {@code HISTORY_CONFLICT} if something else stands there
   */
  boolean append(UUID runId, long seq, Event event);

  /**
   * Appends an event at the end, wherever that is by then.
   *
   * @return its position
   */
  long append(UUID runId, Event event);

  /** The events from one position to another, both included. */
  List<RecordedEvent> read(UUID runId, long from, long to);

  /** The events recorded from one time to another, both included. */
  List<RecordedEvent> read(UUID runId, Instant from, Instant to);

  /** How many events there are. */
  long length(UUID runId);

  /** The event at a position. */
  default Optional<RecordedEvent> eventAt(UUID runId, long seq) {
    return read(runId, seq, seq).stream().findFirst();
  }

  /** The position of the event that comes next. */
  default long nextSeq(UUID runId) {
    return length(runId) + 1;
  }

  /** Folds the events from a position on into a state. */
  default <S> S replay(UUID runId, long from, S state, BiFunction<S, RecordedEvent, S> apply) {
    S folded = state;
    for (RecordedEvent event : read(runId, from, Long.MAX_VALUE)) {
      folded = apply.apply(folded, event);
    }
    return folded;
  }
}
