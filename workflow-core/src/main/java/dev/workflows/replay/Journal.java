package dev.workflows.replay;

import dev.workflows.NonDeterminismException;
import dev.workflows.history.Event;
import dev.workflows.history.EventFields;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives every command of the code its position: a new one while the run is live, the recorded one
 * while it is replayed, and there only if both are the same.
 */
final class Journal {

  /** Says that the code began in this turn, if the turn has nothing else to tell so. */
  static final String BEGAN = "began";

  /** How the mark of a change that code follows begins. */
  static final String PATCH = "patch:";

  /** The value of such a mark if code may cease to ask for it. */
  static final Payload FORGETTABLE = new Payload("\"deprecated\"");

  private final String workflowId;
  private final Deque<RecordedEvent> expected = new ArrayDeque<>();
  private List<Event> decided = new ArrayList<>();
  private @Nullable RecordedEvent following;
  private boolean replaying;
  private long lastSeq;
  private Instant now = Instant.EPOCH;

  Journal(String workflowId) {
    this.workflowId = workflowId;
  }

  Instant now() {
    return now;
  }

  long lastSeq() {
    return lastSeq;
  }

  /** Events that no turn of the code wrote. */
  void skip(List<RecordedEvent> events) {
    if (lastSeq == 0) {
      now = events.get(0).recordedAt();
    }
    lastSeq = events.get(events.size() - 1).seq();
  }

  /** Begins a recorded turn: from here on commands are compared with these. */
  void beginRecorded(
      Instant at, long seqBefore, List<RecordedEvent> commands, @Nullable RecordedEvent next) {
    replaying = true;
    now = at;
    lastSeq = seqBefore;
    expected.clear();
    expected.addAll(commands);
    following = next;
  }

  /** Ends a recorded turn: everything recorded must have been asked for. */
  void endRecorded() {
    forgetUnless(null);
    RecordedEvent left = expected.poll();
    if (left == null) {
      return;
    }
    if (left.event() instanceof Event.Marker marker && marker.name().equals(BEGAN)) {
      lastSeq = left.seq();
      return;
    }
    throw mismatch("asked for nothing more", left.seq(), describe(left.event()));
  }

  /** Begins a live turn: from here on commands are new. */
  void beginLive(Instant at) {
    replaying = false;
    now = at;
    decided = new ArrayList<>();
  }

  /** What the live turn has decided. */
  List<Event> endLive() {
    return decided;
  }

  /** Adds an event that came from outside to the live turn. */
  void addExternal(Event event) {
    decided.add(event);
    lastSeq++;
  }

  /** What the history recorded next; {@code null} if the turn is live or has nothing more. */
  @Nullable Event recordedNext() {
    return replaying
        ? expected.stream()
            .map(RecordedEvent::event)
            .filter(event -> !isForgettable(event))
            .findFirst()
            .orElse(null)
        : null;
  }

  /** The mark of this name, if that is what the history recorded next. */
  Event.@Nullable Marker recordedMark(String name) {
    for (RecordedEvent next : expected) {
      if (next.event() instanceof Event.Marker mark && mark.name().equals(name)) {
        return mark;
      }
      if (!isForgettable(next.event())) {
        return null;
      }
    }
    return null;
  }

  private static boolean isForgettable(Event event) {
    return event instanceof Event.Marker mark
        && mark.name().startsWith(PATCH)
        && FORGETTABLE.equals(mark.value());
  }

  /** Passes over marks that the code does not ask for any more. */
  private void forgetUnless(@Nullable Event asked) {
    RecordedEvent next = expected.peek();
    while (next != null
        && isForgettable(next.event())
        && (asked == null || !matches(next.event(), asked))) {
      lastSeq = next.seq();
      expected.remove();
      next = expected.peek();
    }
  }

  boolean isReplaying() {
    return replaying;
  }

  /** Whether the history recorded just this next: then it was allowed once. */
  boolean repeats(Event command) {
    return command.equals(recordedNext());
  }

  /** The position of a command. */
  long record(Event command) {
    if (!replaying) {
      decided.add(command);
      return ++lastSeq;
    }
    forgetUnless(command);
    RecordedEvent next = expected.poll();
    if (next == null) {
      RecordedEvent after = following;
      throw mismatch(
          "asked for " + describe(command),
          lastSeq + 1,
          after == null ? "nothing there" : describe(after.event()));
    }
    if (!matches(next.event(), command)) {
      throw mismatch("asked for " + describe(command), next.seq(), describe(next.event()));
    }
    lastSeq = next.seq();
    return next.seq();
  }

  private NonDeterminismException mismatch(String asked, long seq, String recorded) {
    return new NonDeterminismException(
        ("Workflow '%s' %s at event %d, but history recorded %s. Deploy the code it ran on; the run"
                + " goes on by itself then.")
            .formatted(workflowId, asked, seq, recorded));
  }

  private static boolean matches(Event recorded, Event asked) {
    if (recorded.type() != asked.type()) {
      return false;
    }
    if (asked.closes()) {
      return true;
    }
    EventFields left = EventFields.of(recorded);
    EventFields right = EventFields.of(asked);
    return Objects.equals(left.name(), right.name())
        && Objects.equals(left.refSeq(), right.refSeq());
  }

  private static String describe(Event event) {
    EventFields fields = EventFields.of(event);
    StringBuilder text = new StringBuilder(fields.type());
    if (fields.name() != null) {
      text.append(" '").append(fields.name()).append('\'');
    }
    if (fields.refSeq() != null) {
      text.append(" of event ").append(fields.refSeq());
    }
    return text.toString();
  }
}
