package dev.workflows.benchmarks.ours;

import dev.workflows.RunId;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.benchmarks.database.MeteredPool;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Operation;
import dev.workflows.benchmarks.engine.Workload;
import dev.workflows.engine.ThreadDriver;
import dev.workflows.engine.WorkflowEngine;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/** The running engine and its client. */
record OurRunning(MeteredPool pool, ThreadDriver driver, WorkflowEngine engine)
    implements Engine.Running {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public Operation operation(Workload workload, int activities) {
    return switch (workload) {
      case SEQUENTIAL -> () -> sequential(activities);
    };
  }

  private void sequential(int activities) {
    WorkflowClient client = engine.client();
    StartOptions options = StartOptions.of("benchmark-" + UUID.randomUUID());
    RunId run = client.start(SequentialWorkflow.TYPE, options, activities);
    Object result = client.result(run.runId().toString(), Integer.class, PATIENCE);
    if (!Integer.valueOf(activities).equals(result)) {
      throw new IllegalStateException(
          "%s returned %s after %d activities".formatted(run, result, activities));
    }
  }

  @Override
  public void close() throws SQLException {
    engine.stop(Duration.ofSeconds(5));
    driver.close();
    pool.close();
  }
}
