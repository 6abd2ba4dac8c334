package dev.workflows.jdbc;

import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.OwnershipStore.Claim;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunLease;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Claims, takeovers and releases in bulk, each in one statement. */
final class PostgresOwnershipWriter implements OwnershipWriter {

  /**
   * Finds the owners by skipping along {@code workflow_run_owned}, locks rows of the dead ones,
   * appends to their histories and changes the owner of those whose event was inserted: where the
   * old owner was faster, the primary key keeps the event out.
   */
  private static final String TAKE_OVER =
      """
      with recursive
      owners as (
        (select owner from workflow_run where owner is not null order by owner limit 1)
        union all
        select (
          select r.owner
          from workflow_run r
          where r.owner is not null and r.owner > o.owner
          order by r.owner
          limit 1)
        from owners o
        where o.owner is not null),
      dead as materialized (
        select o.owner
        from owners o
        where o.owner <> ?
          and not exists (
            select from workflow_node n
            where n.node_id = o.owner
              and n.heartbeat_at >= statement_timestamp() - ? * interval '0.000001' second)),
      left_behind as materialized (
        select r.run_id, r.fence
        from dead d
          cross join lateral (
            select r.run_id, r.fence
            from workflow_run r
            where r.owner = d.owner and r.type = any(?)
            limit ?
            for update skip locked) r
        limit ?),
      written as (
        insert into workflow_event (run_id, seq, recorded_at, fence, node, type)
        select b.run_id, l.seq + 1,
          greatest(clock_timestamp(), l.recorded_at + interval '0.000001' second),
          b.fence + 1, ?, 'owner_changed'
        from left_behind b
          cross join lateral (
            select seq, recorded_at
            from workflow_event h
            where h.run_id = b.run_id
            order by seq desc
            limit 1) l
        order by b.run_id
        on conflict do nothing
        returning run_id)
      update workflow_run r
      set owner = ?, fence = r.fence + 1, wake_at = null
      from written w
      where r.run_id = w.run_id
      returning r.run_id, r.chain_id, r.owner, r.fence
      """;

  private static final String RECLAIM =
      """
      update workflow_run r
      set fence = r.fence + 1
      from unnest(?, ?, ?) as s (run_id, owner, fence)
      where r.run_id = s.run_id and r.owner is not distinct from s.owner and r.fence = s.fence
      returning r.run_id, r.chain_id, r.owner, r.fence
      """;

  /**
   * A run that cannot go on is given up even if it has messages: it could not take them, and only
   * its wake-up time tries it again.
   */
  private static final String RELEASE =
      """
      update workflow_run r
      set owner = null, wake_at = g.wake_at, waiting_for = g.waiting_for,
        status = case when g.problem is null then r.status else 'BLOCKED' end,
        problem = coalesce(g.problem, r.problem),
        problem_count = r.problem_count + case when g.problem is null then 0 else 1 end
      from unnest(?, ?, ?, ?, ?, ?) as g (run_id, owner, fence, wake_at, waiting_for, problem)
      where r.run_id = g.run_id and r.owner is not distinct from g.owner and r.fence = g.fence
        and (g.problem is not null or (
          select count(*)
          from workflow_inbox i
          where i.chain_id = r.chain_id and i.consumed_seq is null
            and i.visible_at <= statement_timestamp()) = 0)
      returning r.run_id
      """;

  /**
   * Run by run, so that nobody else's messages are read. Indexes: {@code workflow_run_owned}, then
   * {@code workflow_inbox_unread} for each run.
   */
  private static final String UNREAD =
      """
      select m.*
      from workflow_run r
        cross join lateral (
          select %s, row_number() over (order by i.position) as place
          from workflow_inbox i
          where i.chain_id = r.chain_id
            and i.consumed_seq is null and i.visible_at <= statement_timestamp()
          order by i.position
          limit :limit) m
      where r.owner = :node
      order by m.place, m.position
      limit :limit
      """
          .formatted(Rows.MESSAGE_COLUMNS);

  private final PostgresClaims claims;
  private final String takeOver;
  private final String reclaim;
  private final String release;
  private final String unread;

  PostgresOwnershipWriter(TableNames tables) {
    this.claims = new PostgresClaims(tables);
    this.takeOver = tables.in(TAKE_OVER);
    this.reclaim = tables.in(RECLAIM);
    this.release = tables.in(RELEASE);
    this.unread = tables.in(UNREAD);
  }

  @Override
  public List<RunLease> claim(Connection connection, Claim claim) throws SQLException {
    try (PreparedStatement statement = claims.prepare(connection, claim)) {
      return leases(statement.executeQuery());
    }
  }

  @Override
  public long overdue(JdbcClient sql, Duration late) {
    return claims.overdue(sql, late);
  }

  @Override
  public List<RunLease> takeOver(Connection connection, Claim claim, Duration lease)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(takeOver)) {
      statement.setObject(1, claim.node());
      statement.setLong(2, lease.toNanos() / 1000);
      statement.setArray(3, connection.createArrayOf("text", claim.types().toArray(String[]::new)));
      statement.setInt(4, claim.limit());
      statement.setInt(5, claim.limit());
      statement.setObject(6, claim.node());
      statement.setObject(7, claim.node());
      return leases(statement.executeQuery());
    }
  }

  @Override
  public List<RunLease> reclaim(Connection connection, Collection<RunLease> stale)
      throws SQLException {
    Columns columns = new Columns("uuid", "uuid", "int8");
    stale.stream()
        .sorted(Comparator.comparing(RunLease::runId, TurnWriter.KEY_ORDER))
        .forEach(lease -> columns.add(lease.runId(), lease.node(), lease.fence()));
    try (PreparedStatement statement = connection.prepareStatement(reclaim)) {
      columns.bind(statement, 1);
      return leases(statement.executeQuery());
    }
  }

  @Override
  public Set<UUID> release(Connection connection, Collection<Release> releases)
      throws SQLException {
    Columns columns = new Columns("uuid", "uuid", "int8", "timestamptz", "text", "text");
    releases.stream()
        .sorted(Comparator.comparing(r -> r.lease().runId(), TurnWriter.KEY_ORDER))
        .forEach(
            r ->
                columns.add(
                    r.lease().runId(),
                    r.lease().node(),
                    r.lease().fence(),
                    Rows.time(r.wakeAt()),
                    Rows.text(r.waitingFor()),
                    Rows.json(r.problem())));
    try (PreparedStatement statement = connection.prepareStatement(release)) {
      columns.bind(statement, 1);
      Set<UUID> released = new HashSet<>();
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        released.add(Rows.uuid(rows, "run_id"));
      }
      return released;
    }
  }

  private static List<RunLease> leases(ResultSet rows) throws SQLException {
    List<RunLease> leases = new ArrayList<>();
    while (rows.next()) {
      leases.add(Rows.lease(rows, leases.size()));
    }
    return leases;
  }

  @Override
  public List<InboxMessage> unread(JdbcClient sql, UUID node, int limit) {
    return sql
        .sql(unread)
        .param("node", node)
        .param("limit", limit)
        .query(Rows::message)
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }
}
