package dev.workflows.benchmarks.ours;

import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.benchmarks.engine.Operation;
import java.time.Duration;

/** Starts a run, sends it signals, each once the one before is durable, and awaits its result. */
record SignalLoop(WorkflowClient client, int signals) implements Operation {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public void perform() {
    String run =
        client.start(SignalLoopWorkflow.TYPE, StartOptions.defaults(), signals).runId().toString();
    for (int i = 0; i < signals; i++) {
      client.signal(run, null, SignalLoopWorkflow.NEXT, i);
    }
    Object taken = client.result(run, Integer.class, PATIENCE);
    if (!Integer.valueOf(signals).equals(taken)) {
      throw new IllegalStateException("%s took %s of %d".formatted(run, taken, signals));
    }
  }
}
