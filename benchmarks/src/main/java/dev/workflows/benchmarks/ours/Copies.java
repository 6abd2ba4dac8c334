package dev.workflows.benchmarks.ours;

import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.benchmarks.database.Database;
import java.sql.SQLException;
import java.time.Duration;

/** Makes closed runs: one as always, and its copies, each a millisecond older than the last. */
final class Copies {

  static final String PREFIX = "copy-";

  private static final String MODEL = "model";

  /** How many are written in one transaction. */
  private static final int CHUNK = 500_000;

  /** The ids carry the number, so that runs and events find each other. */
  private static final String ID =
      """
      create function copy_id(n bigint) returns uuid language sql immutable return
        ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid
      """;

  private static final String FILL =
      """
      insert into workflow_run (
        run_id, chain_id, workflow_id, type, status, open_key, start_key, owner, fence, wake_at,
        started_at, closed_at, waiting_for, result, failure, problem, problem_count)
      select copy_id(n), copy_id(n), 'copy-' || n, r.type, r.status, r.open_key, r.start_key,
        r.owner, r.fence, r.wake_at, r.started_at - n * interval '1 millisecond',
        r.closed_at - n * interval '1 millisecond', r.waiting_for, r.result, r.failure, r.problem,
        r.problem_count
      from workflow_run r, generate_series(%1$d, %2$d) n
      where r.workflow_id = 'model';
      insert into workflow_event (
        run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload)
      select copy_id(n), e.seq, e.recorded_at - n * interval '1 millisecond', e.fence, e.ref_seq,
        e.node, e.type, e.name, e.detail, e.payload
      from generate_series(%1$d, %2$d) n, workflow_event e
      where e.run_id = (select r.run_id from workflow_run r where r.workflow_id = 'model');
      """;

  private Copies() {}

  /** Makes so many in tables that have none, and leaves these as autovacuum would. */
  static void make(Database database, WorkflowClient client, int size) throws SQLException {
    client.start(SequentialWorkflow.TYPE, StartOptions.of(MODEL), 1);
    client.result(MODEL, Integer.class, Duration.ofMinutes(1));
    database.execute(ID);
    for (int made = 0; made < size; made += CHUNK) {
      database.execute(FILL.formatted(made + 1, Math.min(size, made + CHUNK)));
    }
    database.execute("vacuum analyze workflow_run");
    database.execute("vacuum analyze workflow_event");
    database.execute("checkpoint");
  }
}
