package dev.workflows.jdbc;

import dev.workflows.spi.OwnershipStore.Claim;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds runs that nobody owns and that can go on. */
final class PostgresClaims {

  /**
   * Looks how many of each type are due, as far as there is room, and shares the room among the
   * types before it locks anything; then takes that many of each, passing over rows that others
   * have locked. Indexes: {@code workflow_run_due} in its order, once for each type and step, for
   * runs that are due; {@code workflow_inbox_unread}, then {@code workflow_run_parked}, for runs
   * with messages.
   */
  private static final String CLAIM =
      """
      with
      types as materialized (
        select t.type, t.turn
        from unnest(?) with ordinality as t (type, turn)),
      shares as materialized (
        select s.type, count(*) as runs
        from (
          select t.type
          from types t
            cross join lateral (
              select row_number() over () as place
              from (
                select r.run_id
                from workflow_run r
                where r.owner is null and r.type = t.type and r.wake_at <= statement_timestamp()
                  and r.status in ('RUNNING', 'BLOCKED')
                order by r.type, r.wake_at
                limit ?) f) p
          order by p.place, t.turn
          limit ?) s
        group by s.type),
      due as materialized (
        select d.run_id, s.type, d.since
        from shares s
          cross join lateral (
            select r.run_id, r.wake_at as since
            from workflow_run r
            where r.owner is null and r.type = s.type and r.wake_at <= statement_timestamp()
              and r.status in ('RUNNING', 'BLOCKED')
            order by r.type, r.wake_at
            limit s.runs
            for update skip locked) d),
      waiting as materialized (
        select chain_id, min(sent_at) as since
        from workflow_inbox
        where consumed_seq is null and visible_at <= statement_timestamp()
        group by chain_id),
      parked as materialized (
        select w.since, (
          select r.run_id
          from workflow_run r
          where r.chain_id = w.chain_id and r.owner is null and r.open_key is not null) as run_id
        from waiting w),
      messaged as materialized (
        select r.run_id, r.type, m.since
        from (
          select p.run_id, p.since, t.turn,
            row_number() over (partition by t.type order by p.since) as place
          from parked p
            join workflow_run k on k.run_id = p.run_id
            join types t on t.type = k.type
          where k.owner is null and k.status = 'RUNNING'
            and (k.fence > 0 or k.wake_at <= statement_timestamp())) m
          join workflow_run r on r.run_id = m.run_id
        where r.owner is null and r.status = 'RUNNING'
          and (r.fence > 0 or r.wake_at <= statement_timestamp())
        order by m.place, m.turn
        limit ?
        for update of r skip locked),
      chosen as materialized (
        select c.run_id
        from (
          select u.run_id, u.type,
            row_number() over (partition by u.type order by min(u.since)) as place
          from (select * from due union all select * from messaged) u
          group by u.run_id, u.type) c
          join types t on t.type = c.type
        order by c.place, t.turn
        limit ?)
      update workflow_run r
      set owner = ?, fence = r.fence + 1, wake_at = null
      from chosen c
      where r.run_id = c.run_id
      returning r.run_id, r.chain_id, r.owner, r.fence
      """;

  /** Finds the types by skipping along {@code workflow_run_due}; then, by it, counts for each. */
  private static final String OVERDUE =
      """
      with recursive types as (
        (select type
        from workflow_run
        where owner is null and wake_at is not null
        order by type
        limit 1)
        union all
        select (
          select r.type
          from workflow_run r
          where r.owner is null and r.wake_at is not null and r.type > t.type
          order by r.type
          limit 1)
        from types t
        where t.type is not null)
      select coalesce(sum(c.runs), 0)
      from types t
        cross join lateral (
          select count(*) as runs
          from workflow_run r
          where r.owner is null and r.type = t.type and r.status in ('RUNNING', 'BLOCKED')
            and r.wake_at < statement_timestamp() - cast(:late as bigint) * interval '0.000001' second) c
      """;

  private final String claim;
  private final String overdue;

  PostgresClaims(TableNames tables) {
    this.claim = tables.in(CLAIM);
    this.overdue = tables.in(OVERDUE);
  }

  /** The statement of a claim, which returns what is owned now. */
  PreparedStatement prepare(Connection connection, Claim claim) throws SQLException {
    return prepare(connection, this.claim, claim);
  }

  /** The same, in words: how it is executed, and what every step of that read. */
  PreparedStatement explain(Connection connection, Claim claim) throws SQLException {
    return prepare(connection, "explain (analyze, costs off) " + this.claim, claim);
  }

  private static PreparedStatement prepare(Connection connection, String text, Claim claim)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text);
    statement.setArray(1, connection.createArrayOf("text", claim.types().toArray(String[]::new)));
    for (int limit = 2; limit <= 5; limit++) {
      statement.setInt(limit, claim.limit());
    }
    statement.setObject(6, claim.node());
    return statement;
  }

  long overdue(JdbcClient sql, Duration late) {
    return sql.sql(overdue).param("late", late.toNanos() / 1000).query(Long.class).single();
  }
}
