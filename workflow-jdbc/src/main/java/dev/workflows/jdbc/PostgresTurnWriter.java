package dev.workflows.jdbc;

import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.Closing;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.Message;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** A batch of turns in one statement, which autocommit makes one transaction. */
final class PostgresTurnWriter implements TurnWriter {

  /**
   * Events alone, the usual case: no other table is read or locked. Two commits that want the same
   * position collide in the primary key, which is the fence.
   */
  private static final String EVENTS =
      """
      insert into workflow_event
        (run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload)
      select run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as e
        (run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload)
      """;

  /**
   * Everything a turn may change. The parts depend on each other in the order in which tables are
   * locked: run rows first, then events, inbox and activities. Every part with a condition is
   * counted at the end; if one touched fewer rows than asked, the last cast fails with the reason
   * as its text (SQLSTATE 22P02), and with it the whole statement.
   *
   * <p>What a closing leaves over is a message that it should have read, or one that was to become
   * visible later and is a dead letter now.
   *
   * <p>No plan but one by primary keys is possible, whatever was known of the tables when it was
   * made: {@code is not distinct from} keeps the partial index on owners out, and a subquery with
   * {@code offset 0} is looked up for each closing.
   *
   * <p>Locks: closed and resumed run rows by their update, run rows of commits without events
   * {@code for share}; consumed messages by primary key. Indexes: primary keys, and {@code
   * workflow_inbox_unread} for each closing.
   */
  private static final String EVERYTHING =
      """
      with
      closing as materialized (
        select * from unnest(?, ?, ?, ?, ?, ?, ?, ?) as c
          (run_id, chain_id, owner, fence, status, result, failure, closed_at)),
      resuming as materialized (
        select * from unnest(?, ?, ?) as r (run_id, owner, fence)),
      holding as materialized (
        select * from unnest(?, ?, ?) as h (run_id, owner, fence)),
      consuming as materialized (
        select * from unnest(?, ?, ?) as m (chain_id, message_id, seq)),
      claiming as materialized (
        select * from unnest(?, ?, ?, ?, ?) as o (chain_id, message_id, run_id, ref_seq, seq)),
      left_over as materialized (
        select i.chain_id, i.message_id, i.visible_at <= clock_timestamp() as is_visible
        from closing c
          cross join lateral (
            select u.chain_id, u.message_id, u.visible_at
            from workflow_inbox u
            where u.chain_id = c.chain_id and u.consumed_seq is null
            offset 0) i
        where not exists (
            select from consuming m
            where m.chain_id = i.chain_id and m.message_id = i.message_id)
          and not exists (
            select from claiming o
            where o.chain_id = i.chain_id and o.message_id = i.message_id)),
      closed as (
        update workflow_run r
        set status = c.status, result = c.result, failure = c.failure, closed_at = c.closed_at,
          owner = null, open_key = null, wake_at = null, waiting_for = null, problem = null,
          problem_count = 0
        from closing c
        where r.run_id = c.run_id and r.owner is not distinct from c.owner
          and r.fence = c.fence and r.status in ('RUNNING', 'PAUSED', 'BLOCKED')
        returning r.run_id),
      resumed as (
        update workflow_run r
        set status = case r.status when 'BLOCKED' then 'RUNNING' else r.status end,
          problem = null, problem_count = 0
        from resuming w
        where r.run_id = w.run_id and r.owner is not distinct from w.owner
          and r.fence = w.fence and r.status in ('RUNNING', 'PAUSED', 'BLOCKED')
        returning r.run_id),
      held as (
        select r.run_id
        from holding h
          join workflow_run r on r.run_id = h.run_id
            and r.owner is not distinct from h.owner and r.fence = h.fence
        where r.status in ('RUNNING', 'PAUSED', 'BLOCKED')
        for share of r),
      verdict as materialized (
        select case
          when (select count(*) from closed) < (select count(*) from closing)
            or (select count(*) from resumed) < (select count(*) from resuming)
            or (select count(*) from held) < (select count(*) from holding) then 'FENCED'
          when exists (select from left_over where is_visible) then 'UNREAD_MESSAGES'
          else '1' end as word),
      written as (
        insert into workflow_event
          (run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload)
        select run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload
        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as e
          (run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload)
        where (select word from verdict) = '1'
        returning seq),
      consumed as (
        update workflow_inbox i
        set consumed_seq = m.seq
        from consuming m
        where i.chain_id = m.chain_id and i.message_id = m.message_id
          and (i.consumed_seq is null or i.consumed_seq = m.seq)
          and (select count(*) from written) >= 0
        returning i.position),
      claimed as (
        insert into workflow_inbox
          (chain_id, message_id, kind, run_id, ref_seq, sent_at, visible_at, consumed_seq)
        select chain_id, message_id, 'activity_outcome', run_id, ref_seq,
          clock_timestamp(), clock_timestamp(), seq
        from claiming
        where (select count(*) from consumed) >= 0
        on conflict do nothing
        returning position),
      buried as (
        update workflow_inbox i
        set consumed_seq = -1
        from left_over l
        where i.chain_id = l.chain_id and i.message_id = l.message_id
          and i.consumed_seq is null and (select count(*) from claimed) >= 0),
      retried as (
        insert into workflow_activity as a (run_id, seq, attempt, next_attempt_at, last_failure)
        select run_id, seq, attempt, next_attempt_at, last_failure
        from unnest(?, ?, ?, ?, ?) as t (run_id, seq, attempt, next_attempt_at, last_failure)
        where (select count(*) from claimed) >= 0
        on conflict (run_id, seq) do update
        set attempt = excluded.attempt, next_attempt_at = excluded.next_attempt_at,
          last_failure = excluded.last_failure
        where a.attempt <= excluded.attempt),
      settled as (
        delete from workflow_activity a
        using unnest(?, ?) as s (run_id, seq)
        where a.run_id = s.run_id and a.seq = s.seq
          and (select count(*) from claimed) >= 0),
      emptied as (
        delete from workflow_activity a
        using closed c
        where a.run_id = c.run_id and (select count(*) from claimed) >= 0)
      select cast(case
        when v.word <> '1' then v.word
        when (select count(*) from consumed) < (select count(*) from consuming) then 'FENCED'
        when (select count(*) from claimed) < (select count(*) from claiming) then 'OUTCOME_TAKEN'
        else '1' end as integer)
      from verdict v
      """;

  /**
   * The same for turns that write events or close their runs, and nothing else: most of what {@link
   * #EVERYTHING} prepares for would be empty, at twice the cost.
   */
  private static final String CLOSINGS =
      """
      with
      closing as materialized (
        select * from unnest(?, ?, ?, ?, ?, ?, ?, ?) as c
          (run_id, chain_id, owner, fence, status, result, failure, closed_at)),
      left_over as materialized (
        select i.chain_id, i.message_id, i.visible_at <= clock_timestamp() as is_visible
        from closing c
          cross join lateral (
            select u.chain_id, u.message_id, u.visible_at
            from workflow_inbox u
            where u.chain_id = c.chain_id and u.consumed_seq is null
            offset 0) i),
      closed as (
        update workflow_run r
        set status = c.status, result = c.result, failure = c.failure, closed_at = c.closed_at,
          owner = null, open_key = null, wake_at = null, waiting_for = null, problem = null,
          problem_count = 0
        from closing c
        where r.run_id = c.run_id and r.owner is not distinct from c.owner
          and r.fence = c.fence and r.status in ('RUNNING', 'PAUSED', 'BLOCKED')
        returning r.run_id),
      verdict as materialized (
        select case
          when (select count(*) from closed) < (select count(*) from closing) then 'FENCED'
          when exists (select from left_over where is_visible) then 'UNREAD_MESSAGES'
          else '1' end as word),
      written as (
        insert into workflow_event
          (run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload)
        select run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload
        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as e
          (run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload)
        where (select word from verdict) = '1'
        returning seq),
      buried as (
        update workflow_inbox i
        set consumed_seq = -1
        from left_over l
        where i.chain_id = l.chain_id and i.message_id = l.message_id
          and i.consumed_seq is null and (select count(*) from written) >= 0),
      emptied as (
        delete from workflow_activity a
        using closed c
        where a.run_id = c.run_id and (select count(*) from written) >= 0)
      select cast(v.word as integer)
      from verdict v
      """;

  private static final String FAILED_CAST = "22P02";

  private final String events;
  private final String closings;
  private final String everything;

  PostgresTurnWriter(TableNames tables) {
    this.events = tables.in(EVENTS);
    this.closings = tables.in(CLOSINGS);
    this.everything = tables.in(EVERYTHING);
  }

  @Override
  public void write(Connection connection, List<RunCommit> batch) throws SQLException {
    Parts parts = new Parts();
    TurnWriter.sorted(batch).forEach(parts::add);
    try (PreparedStatement statement = connection.prepareStatement(sql(parts))) {
      parts.bind(statement);
      statement.execute();
    } catch (SQLException e) {
      throw rejection(e);
    }
  }

  private String sql(Parts parts) {
    if (!parts.onlyWriteOrClose()) {
      return everything;
    }
    return parts.closing.size() == 0 ? events : closings;
  }

  private static SQLException rejection(SQLException error) {
    if (FAILED_CAST.equals(error.getSQLState())) {
      String message = String.valueOf(error.getMessage());
      for (Reason reason : Reason.values()) {
        if (message.contains('"' + reason.name() + '"')) {
          throw new TurnRejected(reason);
        }
      }
    }
    return error;
  }

  /** The batch, column by column. */
  private static final class Parts {

    private final Columns closing =
        new Columns("uuid", "uuid", "uuid", "int8", "text", "text", "text", "timestamptz");
    private final Columns resuming = new Columns("uuid", "uuid", "int8");
    private final Columns holding = new Columns("uuid", "uuid", "int8");
    private final Columns consuming = new Columns("uuid", "text", "int8");
    private final Columns claiming = new Columns("uuid", "text", "uuid", "int8", "int8");
    private final Columns events = EventColumns.create();
    private final Columns retrying = new Columns("uuid", "int8", "int4", "timestamptz", "text");
    private final Columns settling = new Columns("uuid", "int8");

    private void add(RunCommit commit) {
      RunLease lease = commit.lease();
      addFence(commit, lease);
      EventColumns.addAll(events, lease.runId(), commit.events());
      commit.consumed().forEach(m -> consuming.add(lease.chainId(), m.messageId(), m.seq()));
      commit.claimedOutcomes().forEach(seq -> addClaim(commit, lease, seq));
      if (commit.closing() == null) {
        commit.retries().forEach(retry -> addRetry(lease, retry));
        commit.settledActivities().forEach(seq -> settling.add(lease.runId(), seq));
      }
    }

    /** Whether nothing is changed but histories and the rows of runs that end. */
    private boolean onlyWriteOrClose() {
      return Stream.of(resuming, holding, consuming, claiming, retrying, settling)
          .allMatch(columns -> columns.size() == 0);
    }

    /** How the run's row is held: by closing it, by changing it, or only against others. */
    private void addFence(RunCommit commit, RunLease lease) {
      Closing end = commit.closing();
      if (end != null) {
        closing.add(
            lease.runId(),
            lease.chainId(),
            lease.node(),
            lease.fence(),
            end.status().name(),
            Rows.json(end.result()),
            Rows.json(end.failure()),
            Rows.time(end.closedAt()));
      } else if (commit.resumes()) {
        resuming.add(lease.runId(), lease.node(), lease.fence());
      } else if (commit.events().isEmpty()) {
        holding.add(lease.runId(), lease.node(), lease.fence());
      }
    }

    private void addClaim(RunCommit commit, RunLease lease, long seq) {
      claiming.add(
          lease.chainId(),
          Message.outcomeKey(lease.runId(), seq),
          lease.runId(),
          seq,
          TurnWriter.resolution(commit, seq));
    }

    private void addRetry(RunLease lease, ActivityRetry retry) {
      retrying.add(
          lease.runId(),
          retry.seq(),
          retry.attempt(),
          Rows.time(retry.nextAttemptAt()),
          Rows.json(retry.lastFailure()));
    }

    private List<Columns> bound() {
      if (!onlyWriteOrClose()) {
        return List.of(closing, resuming, holding, consuming, claiming, events, retrying, settling);
      }
      return closing.size() == 0 ? List.of(events) : List.of(closing, events);
    }

    private void bind(PreparedStatement statement) throws SQLException {
      int index = 1;
      for (Columns columns : bound()) {
        index = columns.bind(statement, index);
      }
    }
  }
}
