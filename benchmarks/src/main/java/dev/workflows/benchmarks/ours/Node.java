package dev.workflows.benchmarks.ours;

import dev.workflows.engine.ThreadDriver;
import dev.workflows.engine.WorkflowEngine;
import java.time.Duration;

/** One engine with its threads. */
record Node(WorkflowEngine engine, ThreadDriver driver) {

  private static final Duration DRAIN = Duration.ofSeconds(5);

  void stop() {
    engine.stop(DRAIN);
    driver.close();
  }
}
