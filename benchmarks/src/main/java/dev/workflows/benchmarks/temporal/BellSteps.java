package dev.workflows.benchmarks.temporal;

import dev.workflows.benchmarks.engine.Bells;

/** The activities. */
record BellSteps(Bells bells) implements Steps {

  @Override
  public int next(int value) {
    return value + 1;
  }

  @Override
  public void ring(int bell) {
    bells.ring(bell);
  }
}
