package dev.workflows.benchmarks.ours;

import dev.workflows.WorkflowClient;
import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.database.MeteredPool;
import dev.workflows.benchmarks.engine.Bells;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Crowd;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Marks;
import dev.workflows.benchmarks.engine.Operation;
import dev.workflows.benchmarks.engine.Tally;
import java.sql.SQLException;

/** The running engine and its clients. */
record OurRunning(
    Database database, MeteredPool pool, Nodes nodes, Bells bells, Marks marks, Tally tally)
    implements Engine.Running {

  /** The client of the first node. */
  WorkflowClient client() {
    return nodes.client(0);
  }

  @Override
  public Operation operation(Case measured) throws Exception {
    int number = nodes.next();
    WorkflowClient client = nodes.client(number);
    return switch (measured.workload()) {
      case SEQUENTIAL, OLD_SNAPSHOT ->
          new Sequential(client, SequentialWorkflow.TYPE, measured.activities());
      case READ_ONLY -> new Sequential(client, LookingWorkflow.TYPE, measured.activities());
      case FAN_OUT -> new Sequential(client, FanOutWorkflow.TYPE, measured.size());
      case CHILDREN -> new Sequential(client, ChildrenWorkflow.TYPE, measured.size());
      case BRANCHES -> new Sequential(client, BranchesWorkflow.TYPE, measured.size());
      case SIGNAL_LOOP -> new SignalLoop(client, measured.size());
      case SIGNAL -> new PingPong(nodes, bells, number);
      case LIST, LIST_DEEP, DESCRIBE ->
          ClosedRuns.of(database, client, measured.size()).reading(measured.workload());
      case REPLAY -> LongRun.of(database, client, tally, measured.size());
      case BACKLOG, QUEUED, TIMER_WAVE, RECOVERY, SLEEPING, IDLE ->
          throw new IllegalArgumentException(measured + " is no operation");
    };
  }

  @Override
  public Operation naps(int count) {
    return new Naps(nodes.client(nodes.next()), count);
  }

  @Override
  public Engine.Tables tables() {
    return new Engine.Tables("workflow_run", "workflow_inbox", "workflow_event");
  }

  @Override
  public Crowd crowd(Case measured) {
    return new OurCrowd(database, nodes, measured, marks);
  }

  @Override
  public void close() throws SQLException {
    nodes.stop();
    pool.close();
  }
}
