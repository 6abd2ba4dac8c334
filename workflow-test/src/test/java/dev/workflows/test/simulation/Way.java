package dev.workflows.test.simulation;

import java.util.List;

/** What journeys call each other by. */
public interface Way {

  /** Goes the way that a plan describes. */
  String execute(List<String> plan);
}
