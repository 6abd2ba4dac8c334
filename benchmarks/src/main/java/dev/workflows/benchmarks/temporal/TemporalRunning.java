package dev.workflows.benchmarks.temporal;

import dev.workflows.benchmarks.database.MeteredPool;
import dev.workflows.benchmarks.engine.Bells;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Operation;
import dev.workflows.benchmarks.engine.Workload;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The test server and its worker. */
record TemporalRunning(TestWorkflowEnvironment environment, Bells bells) implements Engine.Running {

  private static final WorkflowOptions OPTIONS =
      WorkflowOptions.newBuilder().setTaskQueue(TemporalEngine.QUEUE).build();

  @Override
  public Operation operation(Case measured) {
    return measured.workload() == Workload.SIGNAL
        ? pingPong()
        : () -> sequential(measured.activities());
  }

  private void sequential(int activities) {
    Flow flow = environment.getWorkflowClient().newWorkflowStub(Flow.class, OPTIONS);
    int result = flow.count(activities);
    if (result != activities) {
      throw new IllegalStateException("%d activities made %d".formatted(activities, result));
    }
  }

  private Operation pingPong() {
    int bell = bells.add();
    PingPong flow = environment.getWorkflowClient().newWorkflowStub(PingPong.class, OPTIONS);
    WorkflowClient.start(flow::play, bell);
    return () -> {
      flow.ping();
      bells.await(bell);
    };
  }

  @Override
  public @Nullable MeteredPool pool() {
    return null;
  }

  @Override
  public void close() {
    environment.shutdownNow();
    environment.awaitTermination(10, TimeUnit.SECONDS);
    environment.close();
  }
}
