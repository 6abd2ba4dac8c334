package dev.workflows.lab.worker;

import java.util.List;

/**
 * What an expedition is to do.
 *
 * @param legs each is a run that continues the one before
 * @param parties children that a leg starts, beside its scout
 * @param camps milliseconds that it takes to pitch each camp of a leg
 * @param millis that a child works
 * @param orders updates that it waits for in all
 * @param lost whether it fails at its end
 */
public record Route(
    int legs, int parties, List<Integer> camps, int millis, int orders, boolean lost) {

  /** What an expedition returns that went through all of it, or says when it fails at its end. */
  public String result() {
    return told(legs, orders);
  }

  String told(int gone, int obeyed) {
    return "%s%d legs, %d orders".formatted(lost ? "lost after " : "", gone, obeyed);
  }
}
