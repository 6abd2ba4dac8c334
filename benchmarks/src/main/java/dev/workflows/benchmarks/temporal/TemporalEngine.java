package dev.workflows.benchmarks.temporal;

import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.engine.Bells;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Marks;
import dev.workflows.benchmarks.engine.Workload;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;

/** Temporal on its in-memory test server, without skipping time. */
public final class TemporalEngine implements Engine {

  static final String QUEUE = "benchmark";

  private static final int AT_ONCE = 200;
  private static final int POLLERS = 16;

  @Override
  public String name() {
    return "temporal-test";
  }

  @Override
  public boolean has(Case measured) {
    return measured.isPlain()
        && (measured.workload() == Workload.SEQUENTIAL || measured.workload() == Workload.SIGNAL);
  }

  @Override
  public Running open(Database database, Marks marks) {
    TestWorkflowEnvironment environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(false)
                .setWorkerFactoryOptions(factory())
                .build());
    Bells bells = new Bells();
    Worker worker = environment.newWorker(QUEUE, worker());
    worker.registerWorkflowImplementationTypes(CountingFlow.class, PingPongFlow.class);
    worker.registerActivitiesImplementations(new BellSteps(bells));
    environment.start();
    return new TemporalRunning(environment, bells);
  }

  /** Workflows stay in memory between their tasks. */
  private static WorkerFactoryOptions factory() {
    return WorkerFactoryOptions.newBuilder()
        .setWorkflowCacheSize(1_000)
        .setMaxWorkflowThreadCount(2_000)
        .build();
  }

  private static WorkerOptions worker() {
    return WorkerOptions.newBuilder()
        .setMaxConcurrentWorkflowTaskExecutionSize(AT_ONCE)
        .setMaxConcurrentActivityExecutionSize(AT_ONCE)
        .setMaxConcurrentWorkflowTaskPollers(POLLERS)
        .setMaxConcurrentActivityTaskPollers(POLLERS)
        .build();
  }
}
