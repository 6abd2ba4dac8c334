package dev.workflows.replay;

import dev.workflows.history.Event;

/** What the marks in a history are about. */
public final class Markers {

  private Markers() {}

  /** Whether a mark's value is the engine's own, as a version or a failure, not one of the code. */
  public static boolean isOfEngine(Event.Marker mark) {
    return mark.name().startsWith(Changes.VERSION)
        || mark.name().startsWith(Journal.PATCH)
        || mark.name().equals(SideEffects.FAILED);
  }
}
