package dev.workflows.benchmarks.ours;

import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.benchmarks.engine.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts runs that their node gives up while they sleep, so that they are claimed once more. */
record Naps(WorkflowClient client, int count) implements Operation {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Well over the second that a run which waits stays in memory. */
  private static final int MILLIS = 2_500;

  @Override
  public void perform() {
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      runs.add(
          client.start(NappingWorkflow.TYPE, StartOptions.defaults(), MILLIS).runId().toString());
    }
    runs.forEach(run -> client.result(run, Integer.class, PATIENCE));
  }
}
