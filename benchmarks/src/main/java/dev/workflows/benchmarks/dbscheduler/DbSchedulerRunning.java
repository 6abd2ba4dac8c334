package dev.workflows.benchmarks.dbscheduler;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.database.MeteredPool;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Crowd;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Marks;
import dev.workflows.benchmarks.engine.Operation;
import java.sql.SQLException;
import java.time.Instant;

/** The started scheduler. */
record DbSchedulerRunning(
    Database database, MeteredPool pool, Scheduler scheduler, OneTimeTask<Void> task, Marks marks)
    implements Engine.Running {

  /** What is done is deleted. */
  private static final String OPEN =
      """
      select count(*)
      from scheduled_tasks t
      """;

  @Override
  public Operation operation(Case measured) {
    throw new IllegalArgumentException(measured + " is no crowd");
  }

  @Override
  public Crowd crowd(Case measured) {
    boolean sleeps = DbSchedulerEngine.sleeps(measured);
    return new Crowd() {
      @Override
      public void start(int number) {
        Instant due = sleeps ? marks.due() : Instant.now();
        scheduler.scheduleIfNotExists(task.instance(Integer.toString(number)), due);
      }

      @Override
      public long open() throws SQLException {
        return Long.parseLong(database.ask(OPEN));
      }
    };
  }

  @Override
  public void close() throws SQLException {
    scheduler.stop();
    pool.close();
  }
}
