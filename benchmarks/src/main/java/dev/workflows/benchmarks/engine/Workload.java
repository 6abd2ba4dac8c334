package dev.workflows.benchmarks.engine;

import java.util.Arrays;
import java.util.Optional;

/** What a client asks for again and again. */
public enum Workload {
  /**
   * A workflow that calls activities without effects one after the other; its result is awaited.
   */
  SEQUENTIAL("sequential");

  private final String label;

  Workload(String label) {
    this.label = label;
  }

  /** Its name on the command line and in reports. */
  public String label() {
    return label;
  }

  /** The workload of this name. */
  public static Optional<Workload> of(String label) {
    return Arrays.stream(values()).filter(w -> w.label.equals(label)).findFirst();
  }
}
