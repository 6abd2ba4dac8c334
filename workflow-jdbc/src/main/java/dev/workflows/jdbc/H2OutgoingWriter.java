package dev.workflows.jdbc;

import dev.workflows.history.RecordedEvent;
import dev.workflows.jdbc.TurnWriter.TurnRejected;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.Outgoing;
import dev.workflows.spi.Outgoing.ChildStart;
import dev.workflows.spi.Outgoing.Continuation;
import dev.workflows.spi.Outgoing.Delivery;
import dev.workflows.spi.Parent;
import dev.workflows.spi.RunCommit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What turns do to other runs, as JDBC batches of the turns' own transaction. */
final class H2OutgoingWriter {

  /** How often runs are tried to begin whose ids others took after they were looked at. */
  private static final int TRIES = 20;

  private static final String TAKEN =
      """
      select open_key
      from workflow_run
      where open_key = any(?)
      """;

  private static final String BEGIN =
      """
      insert into workflow_run
        (run_id, chain_id, workflow_id, type, status, open_key, fence, wake_at, started_at,
         parent_run_id, parent_chain_id, parent_seq, parent_policy)
      values (?, ?, ?, ?, 'RUNNING', ?, 0, current_timestamp, ?, ?, ?, ?, ?)
      """;

  /** Nothing where the inbox has a message of its id, or the run that must be open is not. */
  private static final String TELL =
      """
      merge into workflow_inbox i
      using (
        select *
        from (values (cast(? as uuid), cast(? as varchar), cast(? as varchar), cast(? as varchar),
            cast(? as uuid), cast(? as bigint), cast(? as varchar), cast(? as bigint),
            cast(? as uuid)))
          d (chain_id, message_id, kind, name, run_id, ref_seq, payload, consumed_seq, if_open)
        where d.if_open is null
          or exists (
            select 1
            from workflow_run r
            where r.run_id = d.if_open and r.open_key is not null)) m
      on i.chain_id = m.chain_id and i.message_id = m.message_id
      when not matched then insert
        (chain_id, message_id, kind, name, run_id, ref_seq, payload, consumed_seq,
         sent_at, visible_at)
        values (m.chain_id, m.message_id, m.kind, m.name, m.run_id, m.ref_seq, m.payload,
          m.consumed_seq, current_timestamp, current_timestamp)
      """;

  private static final String LEAVE =
      """
      update workflow_inbox
      set consumed_seq = null
      where chain_id = ? and message_id = ? and consumed_seq > 0
      """;

  private final TableNames tables;

  H2OutgoingWriter(TableNames tables) {
    this.tables = tables;
  }

  /**
   * Runs that begin, behind the rows that make way for them; children that do not are refused.
   *
   * @return the ids of those that have begun
   */
  Set<UUID> begin(Connection connection, List<RunCommit> batch) throws SQLException {
    List<NewRun> wanted = new ArrayList<>(continuations(batch));
    int continuations = wanted.size();
    for (RunCommit commit : batch) {
      commit.outgoing().children().forEach(child -> wanted.add(child.run()));
    }
    for (int n = 0; !wanted.isEmpty() && !beginFree(connection, wanted); n++) {
      if (n == TRIES) {
        throw JdbcCommitStore.contended("turn that begins runs");
      }
    }
    Set<UUID> begun = begun(connection, wanted);
    if (!wanted.subList(0, continuations).stream().map(NewRun::runId).allMatch(begun::contains)) {
      throw new TurnRejected(Reason.FENCED);
    }
    return begun;
  }

  /** They come first: it was for them that a row made way. */
  private static List<NewRun> continuations(List<RunCommit> batch) {
    return batch.stream()
        .map(commit -> commit.outgoing().continuation())
        .filter(Objects::nonNull)
        .map(Continuation::next)
        .toList();
  }

  /** {@code false} if an id was taken after it had been looked at: then none has begun. */
  private boolean beginFree(Connection connection, List<NewRun> wanted) throws SQLException {
    Set<String> taken = taken(connection, wanted);
    Savepoint before = connection.setSavepoint();
    try (Batch runs = new Batch(connection, tables.in(BEGIN));
        Batch events = new Batch(connection, tables.in(H2TurnWriter.WRITE));
        H2AttributeWriter attributes = new H2AttributeWriter(connection, tables)) {
      for (NewRun run : wanted) {
        if (taken.add(run.workflowId())) {
          runs.add(row(run));
          for (RecordedEvent event : run.events()) {
            events.add(EventColumns.row(run.runId(), event));
          }
          attributes.add(run.runId(), run.events());
        }
      }
      runs.execute();
      events.execute();
      attributes.execute();
      return true;
    } catch (SQLException e) {
      if (!SqlErrors.isUniqueViolation(e)) {
        throw e;
      }
      connection.rollback(before);
      return false;
    }
  }

  private Set<String> taken(Connection connection, List<NewRun> wanted) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(tables.in(TAKEN))) {
      statement.setObject(1, wanted.stream().map(NewRun::workflowId).toArray(String[]::new));
      ResultSet rows = statement.executeQuery();
      Set<String> taken = new HashSet<>();
      while (rows.next()) {
        taken.add(rows.getString(1));
      }
      return taken;
    }
  }

  private static @Nullable Object[] row(NewRun run) {
    Parent parent = run.parent();
    return new @Nullable Object[] {
      run.runId(),
      run.chainId(),
      run.workflowId(),
      run.type(),
      run.workflowId(),
      Rows.time(run.startedAt()),
      parent == null ? null : parent.runId(),
      parent == null ? null : parent.chainId(),
      parent == null ? null : parent.seq(),
      parent == null ? null : parent.policy().name()
    };
  }

  /** Messages to others, also of what has not begun, and those left to the run that goes on. */
  void tell(Connection connection, List<RunCommit> batch, Set<UUID> begun) throws SQLException {
    try (Batch tell = new Batch(connection, tables.in(TELL));
        Batch leave = new Batch(connection, tables.in(LEAVE))) {
      for (RunCommit commit : batch) {
        Outgoing outgoing = commit.outgoing();
        for (Delivery delivery : outgoing.deliveries()) {
          tell.add(OutgoingColumns.row(delivery));
        }
        for (ChildStart child : outgoing.children()) {
          if (!begun.contains(child.run().runId())) {
            tell.add(
                OutgoingColumns.row(
                    new Delivery(commit.lease().chainId(), null, child.refused(), null)));
          }
        }
        Continuation continuation = outgoing.continuation();
        if (continuation != null) {
          for (String id : continuation.unread()) {
            leave.add(commit.lease().chainId(), id);
          }
        }
      }
      tell.execute();
      leave.execute();
    }
  }

  private Set<UUID> begun(Connection connection, List<NewRun> wanted) throws SQLException {
    Set<UUID> begun = new HashSet<>();
    if (wanted.isEmpty()) {
      return begun;
    }
    String sql = tables.in("select run_id from workflow_run where run_id = any(?)");
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, wanted.stream().map(NewRun::runId).toArray(UUID[]::new));
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        begun.add(Rows.uuid(rows, "run_id"));
      }
    }
    return begun;
  }
}
