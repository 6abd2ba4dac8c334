package dev.workflows.benchmarks.ours;

import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Crowd;
import dev.workflows.benchmarks.engine.Marks;
import dev.workflows.benchmarks.engine.Workload;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * Many runs of our engine: without activities each sleeps. What is to be queued gets a delay, since
 * it would begin at once.
 */
record OurCrowd(Database database, Nodes nodes, Case measured, Marks marks) implements Crowd {

  private static final String OPEN =
      """
      select count(*)
      from workflow_run r
      where r.open_key is not null
      """;

  private static final String FIRST_COMPLETED =
      """
      select count(*)
      from workflow_event e
      where e.type = 'activity_completed'
      """;

  @Override
  public void start(int number) {
    WorkflowClient client = nodes.client(number);
    StartOptions options = StartOptions.of("crowd-" + number).withDelay(delay());
    if (measured.activities() == 0) {
      client.start(SleepingWorkflow.TYPE, options, number);
    } else {
      client.start(MarkingWorkflow.TYPE, options, number, measured.activities() - 1);
    }
  }

  private Duration delay() {
    Duration left = Duration.between(Instant.now(), begin());
    return left.isNegative() ? Duration.ZERO : left;
  }

  @Override
  public Instant begin() {
    return measured.workload() == Workload.QUEUED ? marks.due() : Instant.now();
  }

  @Override
  public long open() throws SQLException {
    return Long.parseLong(database.ask(OPEN));
  }

  @Override
  public long halfway() throws SQLException {
    return Long.parseLong(database.ask(FIRST_COMPLETED));
  }
}
