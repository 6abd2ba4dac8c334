package dev.workflows.lab.worker;

import java.util.List;

/**
 * What a journey is to do, one stop after the other.
 *
 * @param stops in their order
 */
public record Plan(List<Stop> stops) {

  /** How many notes a journey waits for in all. */
  public int notes() {
    return stops.stream()
        .filter(stop -> stop.kind() == Stop.Kind.NOTES)
        .mapToInt(Stop::count)
        .sum();
  }

  /** What a journey returns that went through all of it. */
  public String result() {
    return "%d stops, %d notes".formatted(stops.size(), notes());
  }
}
