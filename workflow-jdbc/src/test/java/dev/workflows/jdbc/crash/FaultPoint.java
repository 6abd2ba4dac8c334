package dev.workflows.jdbc.crash;

import java.util.Locale;

/**
 * A case: what happens to which call of which run.
 *
 * @param call the number of the call, from 1
 */
record FaultPoint(Journey journey, int call, Mode mode) {

  /** As {@link #toString()} writes it. */
  static FaultPoint of(String text) {
    String[] parts = text.toUpperCase(Locale.ROOT).split(":", 3);
    return new FaultPoint(
        Journey.valueOf(parts[0]), Integer.parseInt(parts[1]), Mode.valueOf(parts[2]));
  }

  @Override
  public String toString() {
    return "%s:%d:%s".formatted(journey, call, mode);
  }
}
