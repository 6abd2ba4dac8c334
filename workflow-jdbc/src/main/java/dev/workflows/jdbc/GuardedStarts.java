package dev.workflows.jdbc;

import dev.workflows.WorkflowStatus;
import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.NewRun;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Starts that must know what was before under their workflow id; all others pass as they are.
 *
 * <p>Such a run is inserted first, which holds the key of the id against everybody else: whoever
 * held it before has ended durably by then, so a statement that begins afterwards sees the row. To
 * look before would miss a run that ends in between. What may not begin is undone to a savepoint.
 */
final class GuardedStarts implements StartWriter {

  /** Index: {@code workflow_run_closed}. */
  private static final String LATEST =
      """
      select r.run_id, r.status
      from workflow_run r
      where r.workflow_id = ? and r.closed_at is not null and r.run_id <> ?
      order by r.started_at desc, r.run_id desc
      fetch first row only
      """;

  private static final String EXISTS = "select r.run_id from workflow_run r where r.run_id = ?";

  private final StartWriter starts;
  private final String latest;
  private final String exists;

  GuardedStarts(StartWriter starts, TableNames tables) {
    this.starts = starts;
    this.latest = tables.in(LATEST);
    this.exists = tables.in(EXISTS);
  }

  /** Whether these need a transaction for themselves. */
  static boolean areGuarded(List<NewRun> batch) {
    return !batch.stream().allMatch(NewRun::mayReuseId);
  }

  @Override
  public List<Optional<StartOutcome>> start(Connection connection, List<NewRun> batch)
      throws SQLException {
    if (!areGuarded(batch)) {
      return starts.start(connection, batch);
    }
    Map<UUID, Optional<StartOutcome>> outcomes = new HashMap<>();
    // the order in which everybody takes keys
    for (NewRun run : batch.stream().sorted(Comparator.comparing(NewRun::workflowId)).toList()) {
      outcomes.put(run.runId(), startAlone(connection, run));
    }
    return batch.stream().map(run -> Objects.requireNonNull(outcomes.get(run.runId()))).toList();
  }

  private Optional<StartOutcome> startAlone(Connection connection, NewRun run) throws SQLException {
    if (run.mayReuseId()) {
      return starts.start(connection, List.of(run)).get(0);
    }
    if (exists(connection, run.runId())) {
      // an earlier try of this start, which was allowed
      return Rows.startOutcome(run.runId(), null, null);
    }
    Savepoint before = connection.setSavepoint();
    Optional<StartOutcome> outcome = starts.start(connection, List.of(run)).get(0);
    if (outcome.isPresent() && outcome.get().kind() == StartOutcome.Kind.STARTED) {
      Optional<StartOutcome> obstacle = obstacle(connection, run);
      if (obstacle.isPresent()) {
        connection.rollback(before);
        return obstacle;
      }
    }
    return outcome;
  }

  private boolean exists(Connection connection, UUID run) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(exists)) {
      statement.setObject(1, run);
      return statement.executeQuery().next();
    }
  }

  private Optional<StartOutcome> obstacle(Connection connection, NewRun run) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(latest)) {
      statement.setString(1, run.workflowId());
      statement.setObject(2, run.runId());
      ResultSet row = statement.executeQuery();
      if (!row.next()
          || run.idReuse().allowsAfter(WorkflowStatus.valueOf(row.getString("status")))) {
        return Optional.empty();
      }
      return Optional.of(
          new StartOutcome(StartOutcome.Kind.CLOSED_BEFORE, Rows.uuid(row, "run_id")));
    }
  }
}
