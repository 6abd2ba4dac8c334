package dev.workflows.benchmarks.ours;

import dev.workflows.Activity;

/** Activities that cost nothing themselves. */
interface Steps {

  /** Counts. */
  @Activity
  int next(int value);

  /** Counts, and says that it does nothing else. */
  @Activity(readOnly = true)
  int look(int value);

  /** Marks a run of a crowd. */
  @Activity
  void mark(int number);

  /** Rings a client's bell. */
  @Activity
  void ring(int bell);
}
