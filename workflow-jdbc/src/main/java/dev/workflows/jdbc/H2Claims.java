package dev.workflows.jdbc;

import dev.workflows.spi.OwnershipStore.Claim;
import dev.workflows.spi.RunLease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds runs that nobody owns and that can go on. */
final class H2Claims {

  /**
   * For one type, the longest waiting first. Index: {@code workflow_run_claim} in its order, in
   * which the comparison with the first of times skips the nulls of closed runs.
   */
  static final String DUE =
      """
      select r.run_id, r.chain_id, cast(:node as uuid) as owner, r.fence, r.type,
        r.wake_at as since
      from workflow_run r
      where r.owner is null and r.type = :type
        and r.wake_at > timestamp with time zone '0001-01-01 00:00:00+00'
        and r.wake_at <= current_timestamp and r.status in ('RUNNING', 'BLOCKED')
      order by r.owner, r.type, r.wake_at
      fetch first :limit rows only
      """;

  /**
   * Of each type so many, the longest waiting first. Indexes: {@code workflow_inbox_unread}, then
   * {@code workflow_run_owned} by both of its columns.
   */
  private static final String MESSAGED =
      """
      select run_id, chain_id, cast(:node as uuid) as owner, fence, type, since
      from (
        select r.run_id, r.chain_id, r.fence, r.type, w.since,
          row_number() over (partition by r.type order by w.since) as place
        from (
            select chain_id, min(sent_at) as since
            from workflow_inbox
            where consumed_seq is null and visible_at <= current_timestamp
            group by chain_id) w
          join workflow_run r on r.owner is null and r.chain_id = w.chain_id
        where r.status = 'RUNNING' and r.type = any(:types)
          and (r.fence > 0 or r.wake_at <= current_timestamp)) m
      where place <= :limit
      """;

  /** Index: {@code workflow_run_due}, in the same manner. */
  private static final String OVERDUE =
      """
      select count(*)
      from workflow_run r
      where r.owner is null and r.status in ('RUNNING', 'BLOCKED')
        and r.wake_at > timestamp with time zone '0001-01-01 00:00:00+00'
        and r.wake_at < current_timestamp - cast(:late as bigint) * interval '0.000001' second
      """;

  private final TableNames tables;

  H2Claims(TableNames tables) {
    this.tables = tables;
  }

  /** What a claim may take, in the order in which it is to. */
  List<RunLease> candidates(JdbcClient sql, Claim claim) {
    Map<String, List<Candidate>> byType = new LinkedHashMap<>();
    claim.types().forEach(type -> byType.put(type, new ArrayList<>(due(sql, claim, type))));
    messaged(sql, claim).forEach(found -> byType.getOrDefault(found.type, List.of()).add(found));
    return byType.values().stream()
        .flatMap(H2Claims::placed)
        .sorted(Comparator.comparingInt(Placed::place))
        .map(Placed::run)
        .toList();
  }

  private List<Candidate> due(JdbcClient sql, Claim claim, String type) {
    return sql.sql(tables.in(DUE))
        .param("node", claim.node())
        .param("type", type)
        .param("limit", claim.limit())
        .query(Candidate::read)
        .list();
  }

  private List<Candidate> messaged(JdbcClient sql, Claim claim) {
    return sql.sql(tables.in(MESSAGED))
        .param("node", claim.node())
        .param("types", claim.types().toArray(String[]::new))
        .param("limit", claim.limit())
        .query(Candidate::read)
        .list();
  }

  /** The runs of one type, each with the number of those before it; each once. */
  private static Stream<Placed> placed(List<Candidate> ofOneType) {
    Map<UUID, RunLease> runs = new LinkedHashMap<>();
    ofOneType.sort(Comparator.comparing(Candidate::since));
    ofOneType.forEach(found -> runs.putIfAbsent(found.run.runId(), found.run));
    List<Placed> placed = new ArrayList<>();
    runs.values().forEach(run -> placed.add(new Placed(placed.size(), run)));
    return placed.stream();
  }

  long overdue(JdbcClient sql, Duration late) {
    return sql.sql(tables.in(OVERDUE))
        .param("late", late.toNanos() / 1000)
        .query(Long.class)
        .single();
  }

  private record Placed(int place, RunLease run) {}

  private record Candidate(RunLease run, String type, OffsetDateTime since) {

    static Candidate read(ResultSet row, int number) throws SQLException {
      return new Candidate(
          Rows.lease(row, number),
          row.getString("type"),
          row.getObject("since", OffsetDateTime.class));
    }
  }
}
