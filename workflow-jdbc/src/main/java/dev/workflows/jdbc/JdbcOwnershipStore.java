package dev.workflows.jdbc;

import dev.workflows.WorkflowException;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.LoadedRun;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nodes, claims and what an owner reads. */
final class JdbcOwnershipStore implements OwnershipStore {

  private static final String BEAT =
      """
      update workflow_node
      set heartbeat_at = current_timestamp
      where node_id = :node
      """;

  private static final String REGISTER =
      """
      insert into workflow_node (node_id, host, version, started_at, heartbeat_at)
      values (:node, :host, :version, current_timestamp, current_timestamp)
      """;

  private static final String NOW = "select current_timestamp";

  private static final String LEAVE = "delete from workflow_node where node_id = :node";

  private static final String FORGET =
      """
      delete from workflow_node n
      where n.heartbeat_at < current_timestamp - cast(:silence as bigint) * interval '0.000001' second
        and not exists (select 1 from workflow_run r where r.owner = n.node_id)
      """;

  /** Index: {@code workflow_run_owned}. */
  private static final String OWNED =
      """
      select r.run_id, r.chain_id, r.owner, r.fence
      from workflow_run r
      where r.owner = :node
      """;

  /**
   * A chain has ended if none of its runs is open; its first run has its id. Indexes: {@code
   * workflow_inbox_unread}, all of it; then for each message the primary key of the runs, and
   * {@code workflow_run_open}.
   */
  private static final String MARK_DEAD_LETTERS =
      """
      update workflow_inbox i
      set consumed_seq = -1
      where i.consumed_seq is null
        and (
          select count(*)
          from workflow_run f
            join workflow_run o on o.open_key = f.workflow_id and o.chain_id = f.chain_id
          where f.run_id = i.chain_id) = 0
      """;

  private final Database database;
  private final Database heartbeats;
  private final TableNames tables;
  private final OwnershipWriter writer;
  private final RunSelects selects;

  /** A store whose node rows are written on connections that nothing else can use up. */
  JdbcOwnershipStore(Database database, Database heartbeats, TableNames tables) {
    this.database = database;
    this.heartbeats = heartbeats;
    this.tables = tables;
    this.writer = database.dialect().ownership(tables);
    this.selects = new RunSelects(tables);
  }

  @Override
  public boolean exclusive() {
    return database.dialect().exclusive();
  }

  /** A registration that was written by an earlier try counts as a heartbeat. */
  @Override
  public Instant register(NodeRow node) {
    return heartbeats.query(
        sql ->
            beat(sql, node.id())
                .orElseGet(
                    () -> {
                      sql.sql(tables.in(REGISTER))
                          .param("node", node.id())
                          .param("host", node.host())
                          .param("version", node.version())
                          .update();
                      return now(sql);
                    }));
  }

  @Override
  public Optional<Instant> heartbeat(UUID node) {
    return heartbeats.query(sql -> beat(sql, node));
  }

  /** The database's time, if there is such a node; in one statement where an update tells it. */
  private Optional<Instant> beat(JdbcClient sql, UUID node) {
    if (database.dialect().writesInOneStatement()) {
      return sql.sql(tables.in(BEAT + "returning current_timestamp"))
          .param("node", node)
          .query(OffsetDateTime.class)
          .optional()
          .map(OffsetDateTime::toInstant);
    }
    int changed = sql.sql(tables.in(BEAT)).param("node", node).update();
    return changed == 1 ? Optional.of(now(sql)) : Optional.empty();
  }

  private static Instant now(JdbcClient sql) {
    return sql.sql(NOW).query(OffsetDateTime.class).single().toInstant();
  }

  @Override
  public void leave(UUID node) {
    database.query(sql -> sql.sql(tables.in(LEAVE)).param("node", node).update());
  }

  @Override
  public void forgetNodes(Duration silence) {
    database.query(
        sql -> sql.sql(tables.in(FORGET)).param("silence", silence.toNanos() / 1000).update());
  }

  @Override
  public List<RunLease> claim(Claim claim) {
    return database.write(connection -> writer.claim(connection, claim));
  }

  @Override
  public List<RunLease> takeOver(Claim claim, Duration lease) {
    return database.write(connection -> writer.takeOver(connection, claim, lease));
  }

  @Override
  public List<RunLease> reclaim(Collection<RunLease> stale) {
    return database.write(connection -> writer.reclaim(connection, stale));
  }

  @Override
  public Set<UUID> release(Collection<Release> releases) {
    return database.write(connection -> writer.release(connection, releases));
  }

  /**
   * The ownership is checked after the history was read: if it still holds then, nobody else has
   * appended before. Where one snapshot shows all tables as of one moment the order is of no
   * account; H2's begins anew with each table. A former owner's commit that lands later collides
   * with this owner's next one, or the other way round.
   */
  @Override
  public List<LoadedRun> load(Collection<RunLease> leases) {
    Map<UUID, RunLease> wanted =
        leases.stream().collect(Collectors.toMap(RunLease::runId, Function.identity()));
    List<UUID> chains = leases.stream().map(RunLease::chainId).toList();
    return database.snapshot(
        sql -> {
          Map<UUID, List<StoredEvent>> histories = selects.histories(sql, wanted.keySet());
          Map<UUID, List<ActivityRetry>> retries = selects.retries(sql, wanted.keySet());
          Map<UUID, List<InboxMessage>> unread =
              selects.unreadOf(sql, chains).stream()
                  .collect(Collectors.groupingBy(InboxMessage::chainId));
          return selects.runs(sql, wanted.keySet()).stream()
              .filter(run -> isHeld(run, wanted))
              .map(
                  run ->
                      loaded(
                          run,
                          histories.getOrDefault(run.runId(), List.of()),
                          unread.getOrDefault(run.chainId(), List.of()),
                          retries.getOrDefault(run.runId(), List.of())))
              .toList();
        });
  }

  private static LoadedRun loaded(
      RunRecord run,
      List<StoredEvent> history,
      List<InboxMessage> unread,
      List<ActivityRetry> retries) {
    try {
      return new LoadedRun(run, history.stream().map(StoredEvent::read).toList(), unread, retries);
    } catch (WorkflowException e) {
      return LoadedRun.unreadable(run, unread, e);
    }
  }

  private static boolean isHeld(RunRecord run, Map<UUID, RunLease> wanted) {
    RunLease lease = Objects.requireNonNull(wanted.get(run.runId()));
    return lease.node().equals(run.owner()) && lease.fence() == run.fence();
  }

  @Override
  public List<InboxMessage> unread(UUID node, int limit) {
    return database.query(sql -> writer.unread(sql, node, limit));
  }

  @Override
  public List<InboxMessage> unreadOf(Collection<UUID> chains) {
    return database.query(sql -> selects.unreadOf(sql, chains));
  }

  @Override
  public long markDeadLetters() {
    return database.query(sql -> (long) sql.sql(tables.in(MARK_DEAD_LETTERS)).update());
  }

  @Override
  public List<RunLease> owned(UUID node) {
    return database.query(
        sql -> sql.sql(tables.in(OWNED)).param("node", node).query(Rows::lease).list());
  }
}
