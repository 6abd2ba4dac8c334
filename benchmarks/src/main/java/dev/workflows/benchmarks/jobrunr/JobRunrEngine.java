package dev.workflows.benchmarks.jobrunr;

import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.database.MeteredPool;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Marks;
import java.sql.SQLException;
import java.time.Duration;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.configuration.JobRunrConfiguration.JobRunrConfigurationResult;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.jackson3.Jackson3JsonMapper;

/** JobRunr: a run is a job that marks itself. */
public final class JobRunrEngine implements Engine {

  private static final int CONNECTIONS = 32;
  private static final Duration SHORTEST_POLL = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "jobrunr";
  }

  @Override
  public boolean has(Case measured) {
    return measured.isPlain() && measured.workload().isOfJobs();
  }

  @Override
  public Running open(Database database, Marks marks) throws SQLException {
    MeteredPool pool = new MeteredPool(database, CONNECTIONS, "select 1");
    JobRunrConfigurationResult result =
        JobRunr.configure()
            .useJsonMapper(new Jackson3JsonMapper())
            .useJobActivator(activator(marks))
            .useStorageProvider(new PostgresStorageProvider(pool.dataSource()))
            .useBackgroundJobServer(
                BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                    .andPollInterval(SHORTEST_POLL))
            .initialize();
    JobRequestScheduler scheduler = result.getJobRequestScheduler();
    return new JobRunrRunning(database, pool, scheduler, marks);
  }

  private static JobActivator activator(Marks marks) {
    return new JobActivator() {
      @Override
      public <T> T activateJob(Class<T> type) {
        return type.cast(new MarkHandler(marks));
      }
    };
  }
}
