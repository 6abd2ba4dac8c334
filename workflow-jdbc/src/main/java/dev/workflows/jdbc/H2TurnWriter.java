package dev.workflows.jdbc;

import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.Closing;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.Message;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A batch of turns as JDBC batches of one transaction. A batch goes on past a row that fails, so
 * every condition is counted here, and whoever called rolls back on any error.
 */
final class H2TurnWriter implements TurnWriter {

  private static final String CLOSE =
      """
      update workflow_run
      set status = ?, result = ?, failure = ?, closed_at = ?,
        owner = null, open_key = null, wake_at = null, waiting_for = null, problem = null,
        problem_count = 0
      where run_id = ? and owner = ? and fence = ?
        and status in ('RUNNING', 'PAUSED', 'BLOCKED')
      """;

  private static final String RESUME =
      """
      update workflow_run
      set status = case status when 'BLOCKED' then 'RUNNING' else status end,
        problem = null, problem_count = 0
      where run_id = ? and owner = ? and fence = ?
        and status in ('RUNNING', 'PAUSED', 'BLOCKED')
      """;

  /** Locks the row: H2 knows no shared lock. Checks it again after it has waited for it. */
  private static final String HOLD =
      """
      select run_id
      from workflow_run
      where run_id = ? and owner = ? and fence = ?
        and status in ('RUNNING', 'PAUSED', 'BLOCKED')
      for update
      """;

  static final String WRITE =
      """
      insert into workflow_event
        (run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String CONSUME =
      """
      update workflow_inbox
      set consumed_seq = ?
      where chain_id = ? and message_id = ? and (consumed_seq is null or consumed_seq = ?)
      """;

  private static final String CLAIM =
      """
      insert into workflow_inbox
        (chain_id, message_id, kind, run_id, ref_seq, sent_at, visible_at, consumed_seq)
      values (?, ?, 'activity_outcome', ?, ?, current_timestamp, current_timestamp, ?)
      """;

  /**
   * What this transaction has consumed is not left over. As its time stands still, a message that
   * came since is known by having been visible at once.
   */
  private static final String LEFT_OVER =
      """
      select count(*) as messages,
        count(case when i.visible_at <= current_timestamp or i.visible_at = i.sent_at then 1 end)
          as visible
      from unnest(?) c (chain_id)
        join workflow_inbox i on i.consumed_seq is null and i.chain_id = c.chain_id
      """;

  private static final String BURY =
      """
      update workflow_inbox
      set consumed_seq = -1
      where consumed_seq is null and chain_id = any(?)
      """;

  private static final String RETRY =
      """
      merge into workflow_activity a
      using (values (cast(? as uuid), cast(? as bigint), cast(? as integer),
          cast(? as timestamp(6) with time zone), cast(? as character varying)))
        t (run_id, seq, attempt, next_attempt_at, last_failure)
      on a.run_id = t.run_id and a.seq = t.seq
      when matched and a.attempt <= t.attempt then update
        set attempt = t.attempt, next_attempt_at = t.next_attempt_at,
          last_failure = t.last_failure
      when not matched then insert (run_id, seq, attempt, next_attempt_at, last_failure)
        values (t.run_id, t.seq, t.attempt, t.next_attempt_at, t.last_failure)
      """;

  private static final String SETTLE = "delete from workflow_activity where run_id = ? and seq = ?";

  private static final String EMPTY = "delete from workflow_activity where run_id = any(?)";

  private final TableNames tables;
  private final H2OutgoingWriter others;

  H2TurnWriter(TableNames tables) {
    this.tables = tables;
    this.others = new H2OutgoingWriter(tables);
  }

  @Override
  public void write(Connection connection, List<RunCommit> batch) throws SQLException {
    List<RunCommit> sorted = TurnWriter.sorted(batch);
    holdRuns(connection, sorted);
    // first: what stands there already is known by its events
    insertEvents(connection, sorted);
    Set<UUID> begun = others.begin(connection, sorted);
    takeMessages(connection, sorted);
    others.tell(connection, sorted, begun);
    changeActivities(connection, sorted);
  }

  private void holdRuns(Connection connection, List<RunCommit> batch) throws SQLException {
    try (Batch close = batch(connection, CLOSE);
        Batch resume = batch(connection, RESUME)) {
      for (RunCommit commit : batch) {
        RunLease lease = commit.lease();
        Closing end = commit.closing();
        if (end != null) {
          close.add(
              end.status().name(),
              Rows.json(end.result()),
              Rows.json(end.failure()),
              Rows.time(end.closedAt()),
              lease.runId(),
              lease.node(),
              lease.fence());
        } else if (commit.resumes()) {
          resume.add(lease.runId(), lease.node(), lease.fence());
        } else if (commit.events().isEmpty()) {
          hold(connection, lease);
        }
      }
      require(close.execute() && resume.execute(), Reason.FENCED);
    }
  }

  private void hold(Connection connection, RunLease lease) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(tables.in(HOLD))) {
      statement.setObject(1, lease.runId());
      statement.setObject(2, lease.node());
      statement.setLong(3, lease.fence());
      require(statement.executeQuery().next(), Reason.FENCED);
    }
  }

  private void insertEvents(Connection connection, List<RunCommit> batch) throws SQLException {
    try (Batch write = batch(connection, WRITE);
        H2AttributeWriter attributes = new H2AttributeWriter(connection, tables)) {
      for (RunCommit commit : batch) {
        for (RecordedEvent event : commit.events()) {
          write.add(EventColumns.row(commit.lease().runId(), event));
        }
        attributes.add(commit.lease().runId(), commit.events());
      }
      write.execute();
      attributes.execute();
    }
  }

  private void takeMessages(Connection connection, List<RunCommit> batch) throws SQLException {
    try (Batch consume = batch(connection, CONSUME);
        Batch claim = batch(connection, CLAIM)) {
      for (RunCommit commit : batch) {
        addMessages(commit, consume, claim);
      }
      require(consume.execute(), Reason.FENCED);
      claimed(claim);
    }
    leaveNothingUnread(connection, closed(batch, c -> !c.continues(), RunLease::chainId));
  }

  private static UUID[] closed(
      List<RunCommit> batch, Predicate<RunCommit> which, Function<RunLease, UUID> id) {
    return batch.stream()
        .filter(commit -> commit.closing() != null && which.test(commit))
        .map(commit -> id.apply(commit.lease()))
        .toArray(UUID[]::new);
  }

  private static void addMessages(RunCommit commit, Batch consume, Batch claim)
      throws SQLException {
    RunLease lease = commit.lease();
    for (RunCommit.Consumed message : commit.consumed()) {
      consume.add(message.seq(), lease.chainId(), message.messageId(), message.seq());
    }
    for (long seq : commit.claimedOutcomes()) {
      claim.add(
          lease.chainId(),
          Message.outcomeKey(lease.runId(), seq),
          lease.runId(),
          seq,
          TurnWriter.resolution(commit, seq));
    }
  }

  private static void claimed(Batch claim) throws SQLException {
    try {
      claim.execute();
    } catch (SQLException e) {
      require(!SqlErrors.isUniqueViolation(e), Reason.OUTCOME_TAKEN);
      throw e;
    }
  }

  /** Messages that are to become visible later are dead letters of a run that closes now. */
  private void leaveNothingUnread(Connection connection, UUID[] chains) throws SQLException {
    if (chains.length == 0) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(tables.in(LEFT_OVER))) {
      statement.setObject(1, chains);
      ResultSet count = statement.executeQuery();
      count.next();
      require(count.getLong("visible") == 0, Reason.UNREAD_MESSAGES);
      if (count.getLong("messages") > 0) {
        update(connection, BURY, chains);
      }
    }
  }

  private void changeActivities(Connection connection, List<RunCommit> batch) throws SQLException {
    try (Batch retry = batch(connection, RETRY);
        Batch settle = batch(connection, SETTLE)) {
      for (RunCommit commit : batch) {
        UUID runId = commit.lease().runId();
        for (ActivityRetry next : commit.retries()) {
          retry.add(retryRow(runId, next));
        }
        for (long seq : commit.settledActivities()) {
          settle.add(runId, seq);
        }
      }
      retry.execute();
      settle.execute();
    }
    UUID[] closed = closed(batch, any -> true, RunLease::runId);
    if (closed.length > 0) {
      update(connection, EMPTY, closed);
    }
  }

  private void update(Connection connection, String sql, UUID[] ids) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(tables.in(sql))) {
      statement.setObject(1, ids);
      statement.executeUpdate();
    }
  }

  private static @Nullable Object[] retryRow(UUID runId, ActivityRetry retry) {
    return new @Nullable Object[] {
      runId,
      retry.seq(),
      retry.attempt(),
      Rows.time(retry.nextAttemptAt()),
      Rows.json(retry.lastFailure())
    };
  }

  private Batch batch(Connection connection, String sql) {
    return new Batch(connection, tables.in(sql));
  }

  private static void require(boolean holds, Reason reason) {
    if (!holds) {
      throw new TurnRejected(reason);
    }
  }
}
