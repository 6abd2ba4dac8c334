package dev.workflows.benchmarks.ours;

import dev.workflows.RunFilter;
import dev.workflows.RunPage;
import dev.workflows.WorkflowClient;
import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.engine.Operation;
import dev.workflows.benchmarks.engine.Workload;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Reads closed runs. */
record ClosedRuns(WorkflowClient client, int size, @Nullable String middle) {

  private static final int PAGE = 50;
  private static final int LARGEST_PAGE = 200;

  private static final String COPIES =
      """
      select count(*)
      from workflow_run r
      where r.workflow_id = 'copy-1'
      """;

  /** Makes them where they are not there yet; the first client does. */
  static synchronized ClosedRuns of(Database database, WorkflowClient client, int size)
      throws SQLException {
    if ("0".equals(database.ask(COPIES))) {
      Copies.make(database, client, size);
    }
    return new ClosedRuns(client, size, null);
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
    String id = Copies.PREFIX + (1 + ThreadLocalRandom.current().nextInt(size));
    if (client.describe(id).status().isOpen()) {
      throw new IllegalStateException(id + " is open");
    }
  }
}
