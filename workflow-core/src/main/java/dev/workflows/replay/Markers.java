package dev.workflows.replay;

import dev.workflows.history.Event;
import dev.workflows.payload.Payload;

/** What the marks in a history are about. */
public final class Markers {

  private static final String MEMO = "memo";

  private Markers() {}

  /** What goes with a run for people to read; stands behind its first event. */
  public static Event.Marker memo(Payload value) {
    return new Event.Marker(MEMO, value);
  }

  /** Whether an event is that: given from outside, unlike all other marks. */
  public static boolean isMemo(Event event) {
    return event instanceof Event.Marker mark && mark.name().equals(MEMO);
  }

  /** Whether a mark's value is the engine's own, as a version or a failure, not one of the code. */
  public static boolean isOfEngine(Event.Marker mark) {
    return mark.name().startsWith(Changes.VERSION)
        || mark.name().startsWith(Journal.PATCH)
        || mark.name().equals(SideEffects.FAILED);
  }
}
