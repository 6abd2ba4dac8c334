package dev.workflows.test.simulation;

import dev.workflows.test.simulation.Simulation.Result;
import java.util.List;

/** Finds a scenario that violates something as well, but is as small as may be. */
final class Shrinking {

  private Result smallest;

  private Shrinking(Result bad) {
    smallest = bad;
  }

  /** Leaves out half of the faults, a quarter, down to single ones; then runs; then faults. */
  static Result of(Result bad) {
    Shrinking shrinking = new Shrinking(bad);
    for (int size = bad.scenario().faults().size(); size > 0; size /= 2) {
      shrinking.leaveOutFaults(size);
    }
    for (Workload.Run run : bad.scenario().workload().runs()) {
      shrinking.tryInstead(shrinking.smallest.scenario().without(run));
    }
    shrinking.leaveOutFaults(1);
    return shrinking.smallest;
  }

  private void leaveOutFaults(int size) {
    List<Fault> faults = smallest.scenario().faults();
    for (int from = 0; from < faults.size(); from += size) {
      List<Fault> some = faults.subList(from, Math.min(from + size, faults.size()));
      tryInstead(smallest.scenario().without(some));
    }
  }

  private void tryInstead(Scenario smaller) {
    Result result = Simulation.run(smaller);
    smallest = result.isGood() ? smallest : result;
  }
}
