package dev.workflows.benchmarks.dbos;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.workflow.WorkflowHandle;
import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.database.MeteredPool;
import dev.workflows.benchmarks.engine.Bells;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Crowd;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Operation;
import dev.workflows.benchmarks.engine.Workload;
import java.sql.SQLException;

/** DBOS, launched. */
record DbosRunning(Database database, MeteredPool pool, DBOS dbos, Flows flows, Bells bells)
    implements Engine.Running {

  @Override
  public Operation operation(Case measured) {
    return measured.workload() == Workload.SIGNAL
        ? pingPong()
        : () -> sequential(measured.activities());
  }

  private void sequential(int steps) {
    WorkflowHandle<Integer, RuntimeException> handle = dbos.startWorkflow(() -> flows.count(steps));
    Integer result = handle.getResult();
    if (!Integer.valueOf(steps).equals(result)) {
      throw new IllegalStateException("%d steps made %s".formatted(steps, result));
    }
  }

  private Operation pingPong() {
    int bell = bells.add();
    WorkflowHandle<Void, RuntimeException> handle = dbos.startWorkflow(() -> flows.play(bell));
    return () -> {
      dbos.send(handle.workflowId(), "ping", DbosFlows.TOPIC);
      bells.await(bell);
    };
  }

  @Override
  public Crowd crowd(Case measured) {
    return new DbosCrowd(database, dbos, flows, measured);
  }

  @Override
  public void close() throws SQLException {
    dbos.shutdown();
    pool.close();
  }
}
