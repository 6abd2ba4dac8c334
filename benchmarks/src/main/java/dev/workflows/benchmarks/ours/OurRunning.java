package dev.workflows.benchmarks.ours;

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
import java.sql.SQLException;

/** The running engine and its client. */
record OurRunning(Database database, MeteredPool pool, OurNode node, Tally tally)
    implements Engine.Running {

  @Override
  public Operation operation(Case measured) throws Exception {
    WorkflowClient client = node.client();
    int size = measured.size();
    return switch (measured.workload()) {
      case SEQUENTIAL -> new Sequential(client, SequentialWorkflow.TYPE, measured.activities());
      case READ_ONLY -> new Sequential(client, LookingWorkflow.TYPE, measured.activities());
      case SIGNAL -> pingPong();
      case LIST, LIST_DEEP, DESCRIBE ->
          ClosedRuns.of(database, client, size).reading(measured.workload());
      case REPLAY -> LongRun.of(database, client, tally, size);
      case BACKLOG, TIMER_WAVE, RECOVERY, SLEEPING ->
          throw new IllegalArgumentException(measured + " is no operation");
    };
  }

  private Operation pingPong() {
    WorkflowClient client = node.client();
    Bells bells = node.bells();
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
    return new OurCrowd(database, node.client(), measured.activities());
  }

  @Override
  public void close() throws SQLException {
    node.close();
    pool.close();
  }
}
