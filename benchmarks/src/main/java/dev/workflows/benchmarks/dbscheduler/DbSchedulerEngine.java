package dev.workflows.benchmarks.dbscheduler;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.database.MeteredPool;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Marks;
import dev.workflows.benchmarks.engine.Workload;
import java.sql.SQLException;
import java.time.Duration;

/** db-scheduler: a run is a job that marks itself. */
public final class DbSchedulerEngine implements Engine {

  private static final int THREADS = 50;

  /** Threads, pollers and clients. */
  private static final int CONNECTIONS = 64;

  /** More are fetched as soon as fewer than half of the threads have something to do. */
  private static final double LOWER_LIMIT = 0.5;

  private static final double UPPER_LIMIT = 4.0;

  /** As its documentation tells users to make it. */
  private static final String TABLE =
      """
      create table scheduled_tasks (
        task_name text not null,
        task_instance text not null,
        task_data bytea,
        execution_time timestamp with time zone not null,
        picked boolean not null,
        picked_by text,
        last_success timestamp with time zone,
        last_failure timestamp with time zone,
        consecutive_failures int,
        last_heartbeat timestamp with time zone,
        version bigint not null,
        priority smallint,
        primary key (task_name, task_instance));
      create index execution_time_idx on scheduled_tasks (execution_time);
      create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
      create index priority_execution_time_idx
        on scheduled_tasks (priority desc, execution_time asc);
      """;

  @Override
  public String name() {
    return "db-scheduler";
  }

  @Override
  public boolean has(Case measured) {
    return measured.isPlain() && measured.workload().isOfJobs();
  }

  @Override
  public Running open(Database database, Marks marks) throws SQLException {
    database.execute(TABLE);
    MeteredPool pool = new MeteredPool(database, CONNECTIONS, "select 1");
    OneTimeTask<Void> task =
        Tasks.oneTime("mark")
            .execute((instance, context) -> marks.set(Integer.parseInt(instance.getId())));
    Scheduler scheduler =
        Scheduler.create(pool.dataSource(), task)
            .threads(THREADS)
            .pollUsingLockAndFetch(LOWER_LIMIT, UPPER_LIMIT)
            .pollingInterval(Duration.ofMillis(100))
            .enableImmediateExecution()
            .build();
    scheduler.start();
    return new DbSchedulerRunning(database, pool, scheduler, task, marks);
  }

  static boolean sleeps(Case measured) {
    return measured.workload() != Workload.BACKLOG;
  }
}
