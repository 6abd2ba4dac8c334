package dev.workflows.benchmarks.ours;

import dev.workflows.RunId;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.benchmarks.engine.Operation;
import java.time.Duration;
import java.util.UUID;

/** Starts a workflow that counts its activities, and awaits its result. */
record Sequential(WorkflowClient client, String type, int activities) implements Operation {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public void perform() {
    StartOptions options = StartOptions.of("benchmark-" + UUID.randomUUID());
    RunId run = client.start(type, options, activities);
    Object result = client.result(run.runId().toString(), Integer.class, PATIENCE);
    if (!Integer.valueOf(activities).equals(result)) {
      throw new IllegalStateException(
          "%s returned %s after %d activities".formatted(run, result, activities));
    }
  }
}
