package dev.workflows.benchmarks.temporal;

import io.temporal.activity.ActivityInterface;

/** Activities that cost nothing themselves. */
@ActivityInterface
public interface Steps {

  /** Counts. */
  int next(int value);

  /** Rings a client's bell. */
  void ring(int bell);
}
