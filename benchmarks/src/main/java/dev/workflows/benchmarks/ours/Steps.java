package dev.workflows.benchmarks.ours;

import dev.workflows.Activity;

/** Activities that cost nothing themselves. */
interface Steps {

  /** Counts. */
  @Activity
  int next(int value);
}
