package dev.workflows.jdbc;

import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.Closing;
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
import org.jspecify.annotations.Nullable;

/**
 * Starts as JDBC batches in the connection's transaction. Where an insert meets a key that another
 * transaction has just taken, everything since the savepoint is undone and each start is tried
 * alone.
 */
final class H2StartWriter implements StartWriter {

  /** Who holds the keys, before anything is inserted. Indexes: one for each key. */
  private static final String HOLDERS =
      """
      select 1 as way, cast(run_id as character varying) as wanted, run_id
      from workflow_run
      where run_id = any(?)
      union all
      select 2, start_key, run_id
      from workflow_run
      where start_key = any(?)
      union all
      select 3, open_key, run_id
      from workflow_run
      where open_key = any(?)
      """;

  private static final String INSERT =
      """
      insert into workflow_run
        (run_id, chain_id, workflow_id, type, status, open_key, start_key,
         owner, fence, wake_at, started_at, closed_at, result, failure)
      values
        (?, ?, ?, ?, ?, ?, ?, ?, ?,
         current_timestamp + cast(? as bigint) * interval '0.000001' second, ?, ?, ?, ?)
      """;

  private final TableNames tables;
  private final String holders;
  private final String insert;
  private final String write;

  H2StartWriter(TableNames tables) {
    this.tables = tables;
    this.holders = tables.in(HOLDERS);
    this.insert = tables.in(INSERT);
    this.write = tables.in(H2TurnWriter.WRITE);
  }

  @Override
  public List<Optional<StartOutcome>> start(Connection connection, List<NewRun> batch)
      throws SQLException {
    Optional<List<Optional<StartOutcome>>> together = tryTogether(connection, batch);
    if (together.isPresent()) {
      return together.get();
    }
    Map<UUID, Optional<StartOutcome>> outcomes = new HashMap<>();
    for (NewRun run : inOrder(batch)) {
      outcomes.put(run.runId(), startAlone(connection, run));
    }
    return batch.stream().map(run -> Objects.requireNonNull(outcomes.get(run.runId()))).toList();
  }

  /** The order in which everybody takes keys, so that no two wait for each other. */
  private static List<NewRun> inOrder(List<NewRun> batch) {
    return batch.stream().sorted(Comparator.comparing(NewRun::workflowId)).toList();
  }

  private Optional<StartOutcome> startAlone(Connection connection, NewRun run) throws SQLException {
    Optional<List<Optional<StartOutcome>>> outcome = tryTogether(connection, List.of(run));
    return outcome.isPresent()
        ? outcome.get().get(0)
        : holders(connection, List.of(run)).outcome(run);
  }

  /** Nothing if a key was taken after it had been looked at: then nothing was inserted. */
  private Optional<List<Optional<StartOutcome>>> tryTogether(
      Connection connection, List<NewRun> batch) throws SQLException {
    Holders holders = holders(connection, batch);
    List<NewRun> free =
        inOrder(batch).stream().filter(run -> holders.outcome(run).isEmpty()).toList();
    Savepoint before = connection.setSavepoint();
    try {
      insert(connection, free);
    } catch (SQLException e) {
      if (!SqlErrors.isUniqueViolation(e)) {
        throw e;
      }
      connection.rollback(before);
      return Optional.empty();
    }
    free.forEach(holders::started);
    return Optional.of(batch.stream().map(holders::outcome).toList());
  }

  private Holders holders(Connection connection, List<NewRun> batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(holders)) {
      statement.setObject(1, batch.stream().map(NewRun::runId).toArray(UUID[]::new));
      statement.setObject(
          2, batch.stream().map(NewRun::startKey).filter(Objects::nonNull).toArray(String[]::new));
      statement.setObject(3, batch.stream().map(NewRun::workflowId).toArray(String[]::new));
      ResultSet rows = statement.executeQuery();
      Holders found = new Holders();
      while (rows.next()) {
        found.add(rows.getInt("way"), rows.getString("wanted"), Rows.uuid(rows, "run_id"));
      }
      return found;
    }
  }

  private void insert(Connection connection, List<NewRun> runs) throws SQLException {
    try (Batch inserted = new Batch(connection, insert);
        Batch written = new Batch(connection, write);
        H2AttributeWriter attributes = new H2AttributeWriter(connection, tables)) {
      for (NewRun run : runs) {
        inserted.add(row(run));
        for (RecordedEvent event : run.events()) {
          written.add(EventColumns.row(run.runId(), event));
        }
        attributes.add(run.runId(), run.events());
      }
      inserted.execute();
      written.execute();
      attributes.execute();
    }
  }

  private static @Nullable Object[] row(NewRun run) {
    Closing end = run.closing();
    boolean unowned = end == null && run.owner() == null;
    return new @Nullable Object[] {
      run.runId(),
      run.runId(),
      run.workflowId(),
      run.type(),
      end == null ? "RUNNING" : end.status().name(),
      end == null ? run.workflowId() : null,
      run.startKey(),
      end == null ? run.owner() : null,
      run.owner() == null ? 0 : 1,
      unowned ? run.delay().toNanos() / 1000 : null,
      Rows.time(run.events().get(0).recordedAt()),
      end == null ? null : Rows.time(end.closedAt()),
      end == null ? null : Rows.json(end.result()),
      end == null ? null : Rows.json(end.failure())
    };
  }

  /** Which runs hold the keys of a batch. */
  private static final class Holders {

    private static final int RUN_ID = 1;
    private static final int START_KEY = 2;
    private static final int OPEN_KEY = 3;

    private final Map<Integer, Map<String, UUID>> byKey = new HashMap<>();

    private void add(int way, String key, UUID run) {
      byKey.computeIfAbsent(way, w -> new HashMap<>()).put(key, run);
    }

    private void started(NewRun run) {
      add(RUN_ID, run.runId().toString(), run.runId());
    }

    private Optional<StartOutcome> outcome(NewRun run) {
      return Rows.startOutcome(
          holder(RUN_ID, run.runId().toString()),
          holder(START_KEY, run.startKey()),
          holder(OPEN_KEY, run.workflowId()));
    }

    private @Nullable UUID holder(int way, @Nullable String key) {
      return key == null ? null : byKey.getOrDefault(way, Map.of()).get(key);
    }
  }
}
