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
import dev.workflows.benchmarks.engine.Marks;
import dev.workflows.benchmarks.engine.Operation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** The running engine and its clients. */
final class OurRunning implements Engine.Running {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final AtomicInteger clients = new AtomicInteger();
  private final Database database;
  private final MeteredPool pool;
  private final Nodes nodes;
  private final Bells bells;
  private final Marks marks;

  OurRunning(Database database, MeteredPool pool, Nodes nodes, Bells bells, Marks marks) {
    this.database = database;
    this.pool = pool;
    this.nodes = nodes;
    this.bells = bells;
    this.marks = marks;
  }

  /** The client of the first node. */
  WorkflowClient client() {
    return nodes.client(0);
  }

  @Override
  public Operation operation(Case measured) throws Exception {
    int number = clients.getAndIncrement();
    WorkflowClient client = nodes.client(number);
    return switch (measured.workload()) {
      case SEQUENTIAL, OLD_SNAPSHOT ->
          () -> sequential(client, SequentialWorkflow.TYPE, measured.activities());
      case READ_ONLY -> () -> sequential(client, LookingWorkflow.TYPE, measured.activities());
      case SIGNAL -> new PingPong(nodes, bells, number);
      case LIST, LIST_DEEP, DESCRIBE ->
          ClosedRuns.of(database, client, measured.size()).reading(measured.workload());
      case BACKLOG, QUEUED, TIMER_WAVE, RECOVERY, SLEEPING, IDLE ->
          throw new IllegalArgumentException(measured + " is no operation");
    };
  }

  private static void sequential(WorkflowClient client, String type, int activities) {
    StartOptions options = StartOptions.of("benchmark-" + UUID.randomUUID());
    RunId run = client.start(type, options, activities);
    Object result = client.result(run.runId().toString(), Integer.class, PATIENCE);
    if (!Integer.valueOf(activities).equals(result)) {
      throw new IllegalStateException(
          "%s returned %s after %d activities".formatted(run, result, activities));
    }
  }

  @Override
  public Operation naps(int count) {
    return new Naps(nodes.client(clients.getAndIncrement()), count);
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
  public MeteredPool pool() {
    return pool;
  }

  @Override
  public void close() throws SQLException {
    nodes.stop();
    pool.close();
  }
}
