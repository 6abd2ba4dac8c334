package dev.workflows.jdbc;

import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.OwnershipStore.Claim;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunLease;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Claims by compare-and-set, run by run in one transaction. */
final class H2OwnershipWriter implements OwnershipWriter {

  private static final String CLAIM =
      """
      update workflow_run
      set owner = :node, fence = fence + 1, wake_at = null
      where run_id = :run and owner is null and fence = :fence
        and status in ('RUNNING', 'BLOCKED')
      """;

  /** Index: {@code workflow_run_owned}, in which the comparison with the least id skips nulls. */
  private static final String LEFT_BEHIND =
      """
      select r.run_id, r.chain_id, r.owner, r.fence
      from workflow_run r
      where r.owner > uuid '00000000-0000-0000-0000-000000000000'
        and r.owner <> :node and r.type = any(:types)
        and not exists (
          select 1
          from workflow_node n
          where n.node_id = r.owner
            and n.heartbeat_at >= current_timestamp - cast(:lease as bigint) * interval '0.000001' second)
      fetch first :limit rows only
      """;

  /** By the primary key, with which H2 locks nothing but this row. */
  private static final String LOCK =
      """
      select run_id
      from workflow_run
      where run_id = :run and owner = :owner and fence = :fence
      for update skip locked
      """;

  private static final String APPEND_OWNER_CHANGED =
      """
      insert into workflow_event (run_id, seq, recorded_at, fence, node, type)
      select run_id, seq + 1,
        greatest(current_timestamp, recorded_at + interval '0.000001' second),
        :fence, :node, 'owner_changed'
      from workflow_event
      where run_id = :run
      order by seq desc
      fetch first row only
      """;

  private static final String CHANGE_OWNER =
      """
      update workflow_run
      set owner = :node, fence = :fence + 1, wake_at = null
      where run_id = :run and owner = :owner and fence = :fence
      """;

  private static final String RELEASE =
      """
      update workflow_run r
      set owner = null, wake_at = :wakeAt, waiting_for = :waitingFor,
        status = case when :blocked then 'BLOCKED' else status end,
        problem = coalesce(:problem, problem),
        problem_count = problem_count + case when :blocked then 1 else 0 end
      where run_id = :run and owner = :owner and fence = :fence
        and (:blocked or not exists (
          select 1
          from workflow_inbox i
          where i.chain_id = r.chain_id and i.consumed_seq is null
            and i.visible_at <= current_timestamp))
      """;

  /**
   * Run by run, which the outer join is for: with an inner one H2 begins with all unread messages.
   * Indexes: {@code workflow_run_owned}, then the primary key of the inbox for each run.
   */
  private static final String UNREAD =
      """
      select m.*
      from (
        select %s, row_number() over (partition by i.chain_id order by i.position) as place
        from workflow_run r
          left join workflow_inbox i on i.consumed_seq is null and i.chain_id = r.chain_id
            and i.visible_at <= current_timestamp
        where r.owner = :node) m
      where m.position is not null
      order by m.place, m.position
      fetch first :limit rows only
      """
          .formatted(Rows.MESSAGE_COLUMNS);

  private final TableNames tables;
  private final H2Claims claims;

  H2OwnershipWriter(TableNames tables) {
    this.tables = tables;
    this.claims = new H2Claims(tables);
  }

  @Override
  public List<RunLease> claim(Connection connection, Claim claim) {
    JdbcClient sql = Database.on(connection);
    List<RunLease> claimed = new ArrayList<>();
    for (RunLease candidate : claims.candidates(sql, claim)) {
      if (claimed.size() < claim.limit() && take(sql, candidate)) {
        claimed.add(raised(candidate, claim.node()));
      }
    }
    return claimed;
  }

  @Override
  public long overdue(JdbcClient sql, Duration late) {
    return claims.overdue(sql, late);
  }

  private boolean take(JdbcClient sql, RunLease candidate) {
    return sql.sql(tables.in(CLAIM))
            .param("node", candidate.node())
            .param("run", candidate.runId())
            .param("fence", candidate.fence())
            .update()
        == 1;
  }

  @Override
  public List<RunLease> takeOver(Connection connection, Claim claim, Duration lease) {
    JdbcClient sql = Database.on(connection);
    List<RunLease> leftBehind =
        sql.sql(tables.in(LEFT_BEHIND))
            .param("node", claim.node())
            .param("types", claim.types().toArray(String[]::new))
            .param("lease", lease.toNanos() / 1000)
            .param("limit", claim.limit())
            .query(Rows::lease)
            .list();
    List<RunLease> taken = new ArrayList<>();
    for (RunLease dead : leftBehind) {
      if (lock(sql, dead) && append(sql, dead, claim.node())) {
        changeOwner(sql, dead, claim.node());
        taken.add(raised(dead, claim.node()));
      }
    }
    return taken;
  }

  /** Not if the row is locked, or has changed since it was found. */
  private boolean lock(JdbcClient sql, RunLease dead) {
    return sql.sql(tables.in(LOCK))
        .param("run", dead.runId())
        .param("owner", dead.node())
        .param("fence", dead.fence())
        .query(UUID.class)
        .optional()
        .isPresent();
  }

  /** The event is the fence: where the old owner was faster, its run is left alone. */
  private boolean append(JdbcClient sql, RunLease dead, UUID node) {
    try {
      return sql.sql(tables.in(APPEND_OWNER_CHANGED))
              .param("run", dead.runId())
              .param("fence", dead.fence() + 1)
              .param("node", node)
              .update()
          == 1;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  @Override
  public List<RunLease> reclaim(Connection connection, Collection<RunLease> stale) {
    JdbcClient sql = Database.on(connection);
    return stale.stream()
        .filter(lease -> changeOwner(sql, lease, lease.node()))
        .map(lease -> raised(lease, lease.node()))
        .toList();
  }

  private boolean changeOwner(JdbcClient sql, RunLease from, UUID node) {
    return sql.sql(tables.in(CHANGE_OWNER))
            .param("node", node)
            .param("run", from.runId())
            .param("owner", from.node())
            .param("fence", from.fence())
            .update()
        == 1;
  }

  private static RunLease raised(RunLease lease, UUID node) {
    return new RunLease(lease.runId(), lease.chainId(), node, lease.fence() + 1);
  }

  @Override
  public Set<UUID> release(Connection connection, Collection<Release> releases) {
    JdbcClient sql = Database.on(connection);
    Set<UUID> released = new HashSet<>();
    for (Release release : releases) {
      if (release(sql, release)) {
        released.add(release.lease().runId());
      }
    }
    return released;
  }

  private boolean release(JdbcClient sql, Release release) {
    RunLease lease = release.lease();
    return sql.sql(tables.in(RELEASE))
            .param("wakeAt", Rows.time(release.wakeAt()))
            .param("waitingFor", Rows.text(release.waitingFor()))
            .param("blocked", release.problem() != null)
            .param("problem", Rows.json(release.problem()))
            .param("run", lease.runId())
            .param("owner", lease.node())
            .param("fence", lease.fence())
            .update()
        == 1;
  }

  @Override
  public List<InboxMessage> unread(JdbcClient sql, UUID node, int limit) {
    return sql
        .sql(tables.in(UNREAD))
        .param("node", node)
        .param("limit", limit)
        .query(Rows::message)
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }
}
