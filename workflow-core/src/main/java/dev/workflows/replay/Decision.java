package dev.workflows.replay;

import dev.workflows.history.Event;
import java.time.Instant;
import java.util.List;

/**
 * What one turn decided: the events that came from outside first, then those the code asked for.
 *
 * @param firstSeq the position of the first event
 * @param events gap-free; none only if all that came was updates and all of them were rejected
 * @param at the turn's time, which all of them carry
 * @param answers what senders of updates are told
 */
public record Decision(long firstSeq, List<Event> events, Instant at, List<UpdateAnswer> answers) {

  /** Without an answer to anybody. */
  public Decision(long firstSeq, List<Event> events, Instant at) {
    this(firstSeq, events, at, List.of());
  }

  /** The position of the last event. */
  public long lastSeq() {
    return firstSeq + events.size() - 1;
  }

  /** The event that ends the run, if the last one does. */
  public java.util.Optional<Event> closing() {
    if (events.isEmpty()) {
      return java.util.Optional.empty();
    }
    Event last = events.get(events.size() - 1);
    return last.closes() ? java.util.Optional.of(last) : java.util.Optional.empty();
  }
}
