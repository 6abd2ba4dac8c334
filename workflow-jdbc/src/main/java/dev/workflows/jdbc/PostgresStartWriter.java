package dev.workflows.jdbc;

import dev.workflows.spi.Closing;
import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.NewRun;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Starts, each batch in one statement. Only where some of it met another run is that looked up, in
 * a second one: if its answer is lost, sending the starts again finds those of the first.
 */
final class PostgresStartWriter implements StartWriter {

  /**
   * Events come from the rows that were inserted.
   *
   * <p>Locks: {@code on conflict do nothing} waits for another transaction's uncommitted row of the
   * same key, so that rows are inserted in the order of one. A run that closes in its first turn
   * has no open key to collide on, so it looks.
   */
  private static final String START =
      """
      with
      started as (
        insert into workflow_run
          (run_id, chain_id, workflow_id, type, status, open_key, start_key,
           owner, fence, wake_at, started_at, closed_at, result, failure)
        select run_id, run_id, workflow_id, type, status,
          case when closed_at is null then workflow_id end,
          start_key,
          case when closed_at is null then owner end,
          case when owner is null then 0 else 1 end,
          case when closed_at is null and owner is null
            then clock_timestamp() + delay * interval '0.000001' second end,
          started_at, closed_at, result, failure
        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as w
          (run_id, workflow_id, type, start_key, owner, delay, started_at,
           status, result, failure, closed_at)
        where closed_at is null
          or not exists (select from workflow_run o where o.open_key = w.workflow_id)
        order by workflow_id
        on conflict do nothing
        returning run_id),
      written as (
        insert into workflow_event
          (run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload)
        select run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload
        from (
          select e.*, run_id in (select run_id from started) as is_new
          from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as e
            (run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload)) n
        where is_new)
      """;

  private static final String SAID =
      """
      select run_id
      from started
      """;

  /** Who holds the ids of these starts. */
  private static final String HOLDERS =
      """
      select r.run_id as started, k.run_id as same_key, o.run_id as already_open
      from unnest(?, ?, ?, ?) as w (n, run_id, workflow_id, start_key)
        left join workflow_run r on r.run_id = w.run_id
        left join workflow_run k on k.start_key = w.start_key
        left join workflow_run o on o.open_key = w.workflow_id
      order by w.n
      """;

  private final String start;
  private final String startWithAttributes;
  private final String holders;

  PostgresStartWriter(TableNames tables) {
    this.start = tables.in(START + SAID);
    this.startWithAttributes = tables.in(START + PostgresAttributeSql.STARTED + SAID);
    this.holders = tables.in(HOLDERS);
  }

  @Override
  public List<Optional<StartOutcome>> start(Connection connection, List<NewRun> batch)
      throws SQLException {
    Set<UUID> started = insert(connection, batch);
    if (started.size() < batch.size()) {
      return lookUp(connection, batch);
    }
    return batch.stream().map(run -> Rows.startOutcome(run.runId(), null, null)).toList();
  }

  private Set<UUID> insert(Connection connection, List<NewRun> batch) throws SQLException {
    Columns wanted =
        new Columns(
            "uuid",
            "text",
            "text",
            "text",
            "uuid",
            "int8",
            "timestamptz",
            "text",
            "text",
            "text",
            "timestamptz");
    Columns events = EventColumns.create();
    Columns attributes = AttributeColumns.ofStarts();
    for (NewRun run : batch) {
      wanted.add(row(run));
      EventColumns.addAll(events, run.runId(), run.events());
      AttributeColumns.addStart(attributes, run);
    }
    String sql = attributes.size() == 0 ? start : startWithAttributes;
    Set<UUID> started = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int next = events.bind(statement, wanted.bind(statement, 1));
      if (attributes.size() > 0) {
        attributes.bind(statement, next);
      }
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        started.add(Rows.uuid(rows, "run_id"));
      }
    }
    return started;
  }

  private List<Optional<StartOutcome>> lookUp(Connection connection, List<NewRun> batch)
      throws SQLException {
    Columns asked = new Columns("int4", "uuid", "text", "text");
    for (NewRun run : batch) {
      asked.add(asked.size(), run.runId(), run.workflowId(), run.startKey());
    }
    List<Optional<StartOutcome>> outcomes = new ArrayList<>(batch.size());
    try (PreparedStatement statement = connection.prepareStatement(holders)) {
      asked.bind(statement, 1);
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        outcomes.add(
            Rows.startOutcome(
                Rows.nullableUuid(rows, "started"),
                Rows.nullableUuid(rows, "same_key"),
                Rows.nullableUuid(rows, "already_open")));
      }
    }
    return outcomes;
  }

  private static @Nullable Object[] row(NewRun run) {
    Closing end = run.closing();
    return new @Nullable Object[] {
      run.runId(),
      run.workflowId(),
      run.type(),
      run.startKey(),
      run.owner(),
      run.delay().toNanos() / 1000,
      Rows.time(run.events().get(0).recordedAt()),
      end == null ? "RUNNING" : end.status().name(),
      end == null ? null : Rows.json(end.result()),
      end == null ? null : Rows.json(end.failure()),
      end == null ? null : Rows.time(end.closedAt())
    };
  }
}
