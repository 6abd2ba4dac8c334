package dev.workflows.benchmarks.ours;

import dev.workflows.RunId;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.database.MeteredPool;
import dev.workflows.benchmarks.engine.Bells;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Crowd;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Operation;
import dev.workflows.benchmarks.engine.Tally;
import dev.workflows.engine.ThreadDriver;
import dev.workflows.engine.WorkflowEngine;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/** The running engine and its client. */
record OurRunning(
    Database database,
    MeteredPool pool,
    ThreadDriver driver,
    WorkflowEngine engine,
    Bells bells,
    Tally tally)
    implements Engine.Running {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public Operation operation(Case measured) throws Exception {
    return switch (measured.workload()) {
      case SEQUENTIAL -> () -> sequential(SequentialWorkflow.TYPE, measured.activities());
      case READ_ONLY -> () -> sequential(LookingWorkflow.TYPE, measured.activities());
      case SIGNAL -> pingPong();
      case LIST, LIST_DEEP, DESCRIBE ->
          ClosedRuns.of(database, engine.client(), measured.size()).reading(measured.workload());
      case REPLAY -> LongRun.of(database, engine.client(), tally, measured.size());
      case BACKLOG, TIMER_WAVE, RECOVERY, SLEEPING ->
          throw new IllegalArgumentException(measured + " is no operation");
    };
  }

  private void sequential(String type, int activities) {
    WorkflowClient client = engine.client();
    StartOptions options = StartOptions.of("benchmark-" + UUID.randomUUID());
    RunId run = client.start(type, options, activities);
    Object result = client.result(run.runId().toString(), Integer.class, PATIENCE);
    if (!Integer.valueOf(activities).equals(result)) {
      throw new IllegalStateException(
          "%s returned %s after %d activities".formatted(run, result, activities));
    }
  }

  private Operation pingPong() {
    WorkflowClient client = engine.client();
    int bell = bells.add();
    String run =
        client.start(PingPongWorkflow.TYPE, StartOptions.defaults(), bell).runId().toString();
    return () -> {
      client.signal(run, null, PingPongWorkflow.PING);
      bells.await(bell);
    };
  }

  @Override
  public Crowd crowd(Case measured) {
    return new OurCrowd(database, engine.client(), measured.activities());
  }

  @Override
  public void close() throws SQLException {
    engine.stop(Duration.ofSeconds(5));
    driver.close();
    pool.close();
  }
}
