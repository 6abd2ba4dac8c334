package dev.workflows.benchmarks.ours;

import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.engine.Crowd;
import java.sql.SQLException;

/**
 * Many runs of our engine.
 *
 * @param activities how many each calls; without any it sleeps
 */
record OurCrowd(Database database, Nodes nodes, int activities) implements Crowd {

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
    StartOptions options = StartOptions.of("crowd-" + number);
    if (activities == 0) {
      client.start(SleepingWorkflow.TYPE, options, number);
    } else {
      client.start(MarkingWorkflow.TYPE, options, number, activities - 1);
    }
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
