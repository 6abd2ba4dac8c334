package dev.workflows.benchmarks.ours;

import dev.workflows.RunFilter;
import dev.workflows.RunPage;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.engine.Operation;
import dev.workflows.benchmarks.engine.Workload;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Closed runs: one that was made, and its copies, each a millisecond older than the one before. */
record ClosedRuns(WorkflowClient client, int size, @Nullable String middle) {

  private static final int PAGE = 50;
  private static final int LARGEST_PAGE = 200;
  private static final String MODEL = "model";
  private static final String COPY = "copy-";

  private static final String COPIES =
      """
      select count(*)
      from workflow_run r
      where r.workflow_id = 'copy-1'
      """;

  /** The ids carry the number, so that runs and events find each other. */
  private static final String FILL =
      """
      create function copy_id(n bigint) returns uuid language sql immutable return
        ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid;
      insert into workflow_run (
        run_id, chain_id, workflow_id, type, status, open_key, start_key, owner, fence, wake_at,
        started_at, closed_at, waiting_for, result, failure, problem, problem_count)
      select copy_id(n), copy_id(n), 'copy-' || n, r.type, r.status, r.open_key, r.start_key,
        r.owner, r.fence, r.wake_at, r.started_at - n * interval '1 millisecond',
        r.closed_at - n * interval '1 millisecond', r.waiting_for, r.result, r.failure, r.problem,
        r.problem_count
      from workflow_run r, generate_series(1, %1$d) n
      where r.workflow_id = 'model';
      insert into workflow_event (
        run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload)
      select copy_id(n), e.seq, e.recorded_at - n * interval '1 millisecond', e.fence, e.ref_seq,
        e.node, e.type, e.name, e.detail, e.payload
      from generate_series(1, %1$d) n, workflow_event e;
      """;

  /** Makes them where they are not there yet; the first client does. */
  static synchronized ClosedRuns of(Database database, WorkflowClient client, int size)
      throws SQLException {
    if ("0".equals(database.ask(COPIES))) {
      fill(database, client, size);
    }
    return new ClosedRuns(client, size, null);
  }

  private static void fill(Database database, WorkflowClient client, int size) throws SQLException {
    client.start(SequentialWorkflow.TYPE, StartOptions.of(MODEL), 1);
    client.result(MODEL, Integer.class, Duration.ofMinutes(1));
    database.execute(FILL.formatted(size));
    database.execute("vacuum analyze workflow_run");
    database.execute("vacuum analyze workflow_event");
    database.execute("checkpoint");
  }

  /** What a client of this workload repeats. */
  Operation reading(Workload workload) {
    return switch (workload) {
      case LIST -> () -> list(null);
      case LIST_DEEP -> new ClosedRuns(client, size, findMiddle())::listMiddle;
      case DESCRIBE -> this::describe;
      default -> throw new IllegalArgumentException(workload + " reads nothing");
    };
  }

  private @Nullable String findMiddle() {
    String cursor = null;
    for (int passed = 0; passed < size / 2; passed += LARGEST_PAGE) {
      cursor = client.list(RunFilter.all(), LARGEST_PAGE, cursor).nextCursor();
    }
    return cursor;
  }

  private void listMiddle() {
    list(middle);
  }

  private void list(@Nullable String cursor) {
    RunPage page = client.list(RunFilter.all(), PAGE, cursor);
    if (page.runs().size() != Math.min(PAGE, size)) {
      throw new IllegalStateException("A page has " + page.runs().size() + " runs");
    }
  }

  private void describe() {
    String id = COPY + (1 + ThreadLocalRandom.current().nextInt(size));
    if (client.describe(id).status().isOpen()) {
      throw new IllegalStateException(id + " is open");
    }
  }
}
