package dev.workflows.benchmarks.dbos;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Queue;
import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.database.MeteredPool;
import dev.workflows.benchmarks.engine.Bells;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Marks;
import dev.workflows.benchmarks.engine.Workload;
import java.sql.SQLException;
import java.time.Duration;

/** DBOS Transact. */
public final class DbosEngine implements Engine {

  static final Queue QUEUE = new Queue("benchmark").withPollingInterval(Duration.ofMillis(10));

  private static final int CONNECTIONS = 32;
  private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

  @Override
  public String name() {
    return "dbos";
  }

  @Override
  public boolean has(Case measured) {
    return measured.isPlain() && hasWorkload(measured.workload());
  }

  /** Runs that wait each need a thread, of which there are too few before Java 21. */
  private static boolean hasWorkload(Workload workload) {
    return switch (workload) {
      case SEQUENTIAL, READ_ONLY, SIGNAL, BACKLOG, QUEUED, RECOVERY -> true;
      case TIMER_WAVE, SLEEPING -> hasVirtualThreads();
      case FAN_OUT,
          CHILDREN,
          BRANCHES,
          SIGNAL_LOOP,
          IDLE,
          OLD_SNAPSHOT,
          LIST,
          LIST_DEEP,
          DESCRIBE,
          REPLAY ->
          false;
    };
  }

  static boolean hasVirtualThreads() {
    return Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS;
  }

  @Override
  public Running open(Database database, Marks marks) throws SQLException {
    MeteredPool pool = new MeteredPool(database, CONNECTIONS, "select 1");
    DBOS dbos =
        new DBOS(
            DBOSConfig.defaults("benchmark")
                .withAppVersion("1")
                .withExecutorId("benchmark")
                .withDataSource(pool.dataSource()));
    Bells bells = new Bells();
    Flows flows = dbos.registerProxy(Flows.class, new DbosFlows(dbos, marks, bells));
    dbos.registerQueue(QUEUE);
    dbos.launch();
    return new DbosRunning(database, pool, dbos, flows, bells);
  }
}
