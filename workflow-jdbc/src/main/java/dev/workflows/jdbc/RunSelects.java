package dev.workflows.jdbc;

import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.RunRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what belongs to many runs at once, by primary keys. */
final class RunSelects {

  private static final String RUNS =
      """
      select %s
      from workflow_run r
      where r.run_id = any(:runs)
      """
          .formatted(Rows.RUN_COLUMNS);

  private static final String HISTORIES =
      """
      select %s
      from workflow_event e
      where e.run_id = any(:runs)
      order by e.run_id, e.seq
      """
          .formatted(Rows.EVENT_COLUMNS);

  /** An opening event and what answers it are one group, told apart by who refers to whom. */
  private static final String UNANSWERED =
      """
      select %s
      from workflow_event e
        join (
          select run_id, coalesce(ref_seq, seq) as seq
          from workflow_event
          where run_id = any(:runs)
            and (ref_seq is not null or type in ('activity_scheduled', 'timer_started', 'child_scheduled'))
          group by run_id, coalesce(ref_seq, seq)
          having count(ref_seq) = 0) o on o.run_id = e.run_id and o.seq = e.seq
      order by e.run_id, e.seq
      """
          .formatted(Rows.EVENT_COLUMNS);

  private static final String RETRIES =
      """
      select a.run_id, a.seq, a.attempt, a.next_attempt_at, a.last_failure
      from workflow_activity a
      where a.run_id = any(:runs)
      order by a.run_id, a.seq
      """;

  private static final String ATTRIBUTES =
      """
      select a.run_id, a.name, a.content
      from workflow_attribute a
      where a.run_id = any(:runs)
      """;

  /** Index: {@code workflow_inbox_unread}. */
  private static final String UNREAD_OF =
      """
      select %s
      from workflow_inbox i
      where i.chain_id = any(:chains)
        and i.consumed_seq is null and i.visible_at <= current_timestamp
      order by i.position
      """
          .formatted(Rows.MESSAGE_COLUMNS);

  private final TableNames tables;

  RunSelects(TableNames tables) {
    this.tables = tables;
  }

  List<RunRecord> runs(JdbcClient sql, Collection<UUID> runs) {
    return sql.sql(tables.in(RUNS)).param("runs", array(runs)).query(Rows::run).list();
  }

  Map<UUID, List<StoredEvent>> histories(JdbcClient sql, Collection<UUID> runs) {
    return byRun(sql, HISTORIES, runs, StoredEvent::of);
  }

  Map<UUID, List<RecordedEvent>> unanswered(JdbcClient sql, Collection<UUID> runs) {
    return byRun(sql, UNANSWERED, runs, Rows::event);
  }

  Map<UUID, List<ActivityRetry>> retries(JdbcClient sql, Collection<UUID> runs) {
    return byRun(sql, RETRIES, runs, Rows::retry);
  }

  Map<UUID, Map<String, String>> attributes(JdbcClient sql, Collection<UUID> runs) {
    Map<UUID, Map<String, String>> result = new HashMap<>();
    sql.sql(tables.in(ATTRIBUTES))
        .param("runs", array(runs))
        .query(
            row -> {
              result
                  .computeIfAbsent(Rows.uuid(row, "run_id"), run -> new TreeMap<>())
                  .put(row.getString("name"), row.getString("content"));
            });
    return result;
  }

  List<InboxMessage> unreadOf(JdbcClient sql, Collection<UUID> chains) {
    return sql
        .sql(tables.in(UNREAD_OF))
        .param("chains", array(chains))
        .query(Rows::message)
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private <V> Map<UUID, List<V>> byRun(
      JdbcClient sql, String statement, Collection<UUID> runs, RowMapper<V> mapper) {
    Map<UUID, List<V>> result = new HashMap<>();
    sql.sql(tables.in(statement))
        .param("runs", array(runs))
        .query(
            row -> {
              V value = mapper.mapRow(row, 0);
              result.computeIfAbsent(Rows.uuid(row, "run_id"), run -> new ArrayList<>()).add(value);
            });
    return result;
  }

  private static UUID[] array(Collection<UUID> ids) {
    return ids.toArray(UUID[]::new);
  }
}
