package dev.workflows.test.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * What a simulation is given.
 *
 * @param seed decides about everything that is not planned
 * @param faults what goes wrong, in order
 */
record Scenario(long seed, Workload workload, List<Fault> faults) {

  private static final int FAULTY_STEPS = 700;

  /** What belongs to a seed. */
  static Scenario of(long seed) {
    return new Scenario(seed, Workload.of(seed), Faults.of(seed, FAULTY_STEPS));
  }

  /** The same, and nothing goes wrong. */
  Scenario withoutFaults() {
    return new Scenario(seed, workload, List.of());
  }

  /** The same without these faults. */
  Scenario without(List<Fault> some) {
    List<Fault> fewer = new ArrayList<>(faults);
    some.forEach(fewer::remove);
    return new Scenario(seed, workload, fewer);
  }

  /** The same without one of its runs. */
  Scenario without(Workload.Run run) {
    return new Scenario(seed, workload.without(run), faults);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Seed " + seed + ", " + workload.nodes() + " nodes");
    workload.runs().forEach(run -> text.append("\n  ").append(run));
    faults.forEach(fault -> text.append("\n  ").append(fault));
    return text.toString();
  }
}
