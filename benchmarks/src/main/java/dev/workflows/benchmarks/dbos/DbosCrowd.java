package dev.workflows.benchmarks.dbos;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Crowd;
import dev.workflows.benchmarks.engine.Workload;
import java.sql.SQLException;

/** Many runs of DBOS: what may wait goes through its queue, other runs begin at once. */
record DbosCrowd(Database database, DBOS dbos, Flows flows, Case measured) implements Crowd {

  private static final String OPEN =
      """
      select count(*)
      from dbos.workflow_status s
      where s.status in ('PENDING', 'ENQUEUED', 'DELAYED')
      """;

  private static final String FIRST_COMPLETED =
      """
      select count(*)
      from dbos.operation_outputs o
      where o.function_id = 0
      """;

  @Override
  public void start(int number) {
    StartWorkflowOptions options = new StartWorkflowOptions("crowd-" + number);
    if (isQueued(measured.workload())) {
      options = options.withQueue(DbosEngine.QUEUE);
    }
    if (measured.activities() == 0) {
      dbos.startWorkflow(() -> flows.sleep(number), options);
    } else {
      dbos.startWorkflow(() -> flows.mark(number, measured.activities() - 1), options);
    }
  }

  private static boolean isQueued(Workload workload) {
    return workload == Workload.BACKLOG || workload == Workload.QUEUED;
  }

  @Override
  public long open() throws SQLException {
    return Long.parseLong(database.ask(OPEN));
  }

  /** Those for which there is no thread cannot come halfway: they have not begun. */
  @Override
  public long halfway() throws SQLException {
    long first = Long.parseLong(database.ask(FIRST_COMPLETED));
    int threads = Runtime.getRuntime().availableProcessors() * 50;
    boolean all = !DbosEngine.hasVirtualThreads() && first >= Math.min(threads, measured.size());
    return all ? measured.size() : first;
  }
}
