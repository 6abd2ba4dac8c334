package dev.workflows.benchmarks.jobrunr;

import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.database.MeteredPool;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Crowd;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Marks;
import dev.workflows.benchmarks.engine.Operation;
import dev.workflows.benchmarks.engine.Workload;
import java.sql.SQLException;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.scheduling.JobRequestScheduler;

/** The started background job server, of which there can be only one in a JVM. */
record JobRunrRunning(
    Database database, MeteredPool pool, JobRequestScheduler scheduler, Marks marks)
    implements Engine.Running {

  private static final String OPEN =
      """
      select count(*)
      from jobrunr_jobs j
      where j.state <> 'SUCCEEDED'
      """;

  @Override
  public Operation operation(Case measured) {
    throw new IllegalArgumentException(measured + " is no crowd");
  }

  @Override
  public Crowd crowd(Case measured) {
    boolean sleeps = measured.workload() != Workload.BACKLOG;
    return new Crowd() {
      @Override
      public void start(int number) {
        MarkRequest request = new MarkRequest(number);
        if (sleeps) {
          scheduler.schedule(marks.due(), request);
        } else {
          scheduler.enqueue(request);
        }
      }

      @Override
      public long open() throws SQLException {
        return Long.parseLong(database.ask(OPEN));
      }
    };
  }

  @Override
  public void close() throws SQLException {
    JobRunr.destroy();
    pool.close();
  }
}
