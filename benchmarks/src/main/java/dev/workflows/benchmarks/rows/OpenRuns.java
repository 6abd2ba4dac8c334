package dev.workflows.benchmarks.rows;

import java.util.ArrayDeque;
import java.util.Deque;

/** Runs that make their turns by turns, as those of many clients do. Not thread-safe. */
final class OpenRuns {

  private final Deque<OpenRun> runs = new ArrayDeque<>();
  private final int activities;

  OpenRuns(int size, int activities) {
    this.activities = activities;
    for (int i = 0; i < size; i++) {
      runs.add(new OpenRun(activities));
    }
  }

  /** Adds what the next turn writes; says whether it ended its run, which another follows. */
  boolean addTurn(EventRows rows) {
    OpenRun run = runs.remove();
    boolean ended = run.addTurn(rows);
    runs.add(ended ? new OpenRun(activities) : run);
    return ended;
  }
}
