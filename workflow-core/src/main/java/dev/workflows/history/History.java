package dev.workflows.history;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A run's history in memory: append-only and gap-free from 1. Not thread-safe.
 *
 * <p>The same verbs stand on the store for what is durable; this class is their meaning.
 */
public final class History {

  private final List<RecordedEvent> events;

  /** An empty history. */
  public History() {
    this.events = new ArrayList<>();
  }

  /**
   * A history of these events.
   *
   * @throws WorkflowException if they are not gap-free from 1
   */
  public History(List<RecordedEvent> recorded) {
    this.events = new ArrayList<>(recorded.size());
    recorded.forEach(this::append);
  }

  /**
   * Appends an event at its position. Appending once more what stands at the end changes nothing.
   *
   * @return whether the history grew
   * @throws WorkflowException with {@link ErrorCode#HISTORY_GAP} if the position is not the next
   *     one, with {@link ErrorCode#HISTORY_CONFLICT} if something else stands there
   */
  public boolean append(RecordedEvent event) {
    if (event.seq() == nextSeq()) {
      events.add(event);
      return true;
    }
    if (event.seq() == length() && event.seq() > 0 && isRepetition(event)) {
      return false;
    }
    throw refuse(event.seq(), nextSeq());
  }

  /** Why an event cannot be appended at a position when another one is next. */
  public static WorkflowException refuse(long seq, long nextSeq) {
    if (seq > nextSeq || seq < 1) {
      return new WorkflowException(
          ErrorCode.HISTORY_GAP,
          "An event cannot be appended at %d: the next position is %d.".formatted(seq, nextSeq));
    }
    return new WorkflowException(
        ErrorCode.HISTORY_CONFLICT,
        "An event cannot be appended at %d: another one is recorded there. Read the history again."
            .formatted(seq));
  }

  private boolean isRepetition(RecordedEvent event) {
    return events.get((int) event.seq() - 1).event().equals(event.event());
  }

  /**
   * The events from one position to another, both included; those that do not exist are left out.
   */
  public List<RecordedEvent> read(long from, long to) {
    int first = (int) Math.max(from, 1);
    int last = (int) Math.min(to, length());
    return first > last ? List.of() : List.copyOf(events.subList(first - 1, last));
  }

  /** The events recorded from one time to another, both included. */
  public List<RecordedEvent> read(Instant from, Instant to) {
    return events.stream()
        .filter(e -> !e.recordedAt().isBefore(from) && !e.recordedAt().isAfter(to))
        .toList();
  }

  /** Folds the events from a position on into a state. */
  public <S> S replay(long from, S state, BiFunction<S, RecordedEvent, S> apply) {
    S folded = state;
    for (RecordedEvent event : read(from, length())) {
      folded = apply.apply(folded, event);
    }
    return folded;
  }

  /** The event at a position. */
  public Optional<RecordedEvent> eventAt(long seq) {
    return seq < 1 || seq > length() ? Optional.empty() : Optional.of(events.get((int) seq - 1));
  }

  /** How many events there are. */
  public long length() {
    return events.size();
  }

  /** The position of the event that comes next. */
  public long nextSeq() {
    return length() + 1;
  }
}
