package dev.workflows.benchmarks.ours;

import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.engine.Operation;
import dev.workflows.benchmarks.engine.Tally;
import java.sql.SQLException;
import java.time.Duration;

/** A closed run with a long history: nobody has it in memory, so that every query replays it. */
record LongRun(WorkflowClient client, Tally tally, int activities) implements Operation {

  private static final String ID = "long";

  private static final String EVENTS =
      """
      select count(*)
      from workflow_event
      """;

  /**
   * Repeats the two events of its only activity, each outcome in one turn, which is one time, with
   * the call that follows it. To execute all of them instead would take long, and warm up what the
   * first query is to find cold.
   */
  private static final String LENGTHEN =
      """
      update workflow_run
      set result = '%1$d';
      update workflow_event
      set payload = '%1$d'
      where seq = 1;
      update workflow_event
      set seq = 2 * %1$d + 2, payload = '%1$d',
        recorded_at = recorded_at + (%1$d - 1) * interval '1 millisecond'
      where seq = 4;
      insert into workflow_event (
        run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload)
      select e.run_id, e.seq + 2 * n, o.recorded_at + (e.seq - 3 + n) * interval '1 millisecond',
        e.fence, e.ref_seq + 2 * n, e.node, e.type, e.name, e.detail,
        cast(cast(e.payload as integer) + n as text)
      from workflow_event e, workflow_event o, generate_series(1, %1$d - 1) n
      where e.seq in (2, 3) and o.seq = 3
      order by n, e.seq;
      """;

  /** Makes it, of about so many events, where it is not there yet; the first client does. */
  static synchronized LongRun of(Database database, WorkflowClient client, Tally tally, int size)
      throws SQLException {
    LongRun run = new LongRun(client, tally, Math.max(1, size / 2 - 1));
    if ("0".equals(database.ask(EVENTS))) {
      run.make(database);
    }
    return run;
  }

  private void make(Database database) throws SQLException {
    client.start(SequentialWorkflow.TYPE, StartOptions.of(ID), 1);
    client.result(ID, Integer.class, Duration.ofMinutes(1));
    database.execute(LENGTHEN.formatted(activities));
    database.execute("vacuum analyze workflow_event");
    database.execute("checkpoint");
  }

  @Override
  public void perform() {
    Object value = client.query(ID, SequentialWorkflow.VALUE);
    if (!Integer.valueOf(activities).equals(value)) {
      throw new IllegalStateException(
          "The query of a run of %d activities was answered by %s".formatted(activities, value));
    }
    tally.replayed(2L * activities + 2);
  }
}
