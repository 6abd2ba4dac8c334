package dev.workflows.jdbc;

import dev.workflows.RunFilter;
import dev.workflows.WorkflowStatus;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.Message;
import dev.workflows.spi.RunReader;
import dev.workflows.spi.RunRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists and finds runs, whoever owns them. */
final class JdbcRunReader implements RunReader {

  /** Indexes: {@code workflow_run_open}, {@code workflow_run_closed}. */
  private static final String BY_WORKFLOW_ID =
      """
      select *
      from (
        select 1 as way, %1$s
        from workflow_run r
        where r.open_key = :id
        union all
        (select 2 as way, %1$s
        from workflow_run r
        where r.workflow_id = :id and r.closed_at is not null
        order by r.started_at desc, r.run_id desc
        fetch first row only)) c
      order by way
      fetch first row only
      """
          .formatted(Rows.RUN_COLUMNS);

  private static final String LIST =
      """
      select %s
      from workflow_run r
      where %%s
      order by r.started_at desc, r.run_id desc
      fetch first :limit rows only
      """
          .formatted(Rows.RUN_COLUMNS);

  private static final String HAS_ATTRIBUTE =
      "r.run_id in (select run_id from workflow_attribute where name = :name# and content = :content#)";

  /** Index: the primary key, by its first column. */
  private static final String DEAD_LETTERS =
      """
      select count(*)
      from workflow_inbox i
      where i.chain_id = :chain and i.consumed_seq = -1
      """;

  /** Index: the primary key. */
  private static final String ANSWERS =
      """
      select %s
      from workflow_inbox i
      where i.chain_id = any(:chains) and i.message_id = any(:keys)
      """
          .formatted(Rows.MESSAGE_COLUMNS);

  private final Database database;
  private final TableNames tables;
  private final RunSelects selects;
  private final OwnershipWriter ownership;

  JdbcRunReader(Database database, TableNames tables) {
    this.database = database;
    this.tables = tables;
    this.selects = new RunSelects(tables);
    this.ownership = database.dialect().ownership(tables);
  }

  @Override
  public Optional<RunRecord> find(String id) {
    return database.query(sql -> find(sql, id));
  }

  /** The same on a connection of the caller's choice. */
  Optional<RunRecord> find(JdbcClient sql, String id) {
    return Optional.ofNullable(Rows.runId(id))
        .flatMap(run -> selects.runs(sql, List.of(run)).stream().findFirst())
        .or(() -> byWorkflowId(sql, id));
  }

  private Optional<RunRecord> byWorkflowId(JdbcClient sql, String id) {
    return sql.sql(tables.in(BY_WORKFLOW_ID)).param("id", id).query(Rows::run).optional();
  }

  @Override
  public List<RunRecord> runs(Collection<UUID> runIds) {
    return runIds.isEmpty() ? List.of() : database.query(sql -> selects.runs(sql, runIds));
  }

  /** Index: {@code workflow_run_listed}, or those of one workflow id. */
  @Override
  public List<RunRecord> list(RunFilter filter, @Nullable Position after, int limit) {
    Conditions conditions = new Conditions();
    conditions.add("r.type = :type", "type", filter.type());
    conditions.add("r.status = :status", "status", name(filter.status()));
    conditions.add(
        "(r.open_key = :id or r.closed_at is not null and r.workflow_id = :id)",
        "id",
        filter.workflowId());
    conditions.add("r.started_at >= :since", "since", Rows.time(filter.since()));
    conditions.addAttributes(filter.attributes());
    if (after != null) {
      conditions.add("(r.started_at, r.run_id) < (:time, :run)", "run", after.runId());
      conditions.values.put("time", Rows.time(after.startedAt()));
    }
    return database.query(
        sql ->
            sql.sql(tables.in(LIST.formatted(conditions.text())))
                .params(conditions.values)
                .param("limit", limit)
                .query(Rows::run)
                .list());
  }

  private static @Nullable String name(@Nullable WorkflowStatus status) {
    return status == null ? null : status.name();
  }

  /** The conditions of a list: fixed texts, chosen by which values there are. */
  private static final class Conditions {

    private final List<String> texts = new ArrayList<>(List.of("1 = 1"));
    private final Map<String, Object> values = new HashMap<>();

    private void add(String text, String name, @Nullable Object value) {
      if (value != null) {
        texts.add(text);
        values.put(name, value);
      }
    }

    /** Index: {@code workflow_attribute_content}. */
    private void addAttributes(Map<String, String> attributes) {
      int n = 0;
      for (Map.Entry<String, String> attribute : attributes.entrySet()) {
        add(HAS_ATTRIBUTE.replace("#", "" + n), "name" + n, attribute.getKey());
        values.put("content" + n++, attribute.getValue());
      }
    }

    private String text() {
      return String.join(" and ", texts);
    }
  }

  @Override
  public Map<UUID, Map<String, String>> attributes(Collection<UUID> runIds) {
    return database.query(sql -> selects.attributes(sql, runIds));
  }

  @Override
  public Map<UUID, List<ActivityRetry>> retries(Collection<UUID> runIds) {
    return database.query(sql -> selects.retries(sql, runIds));
  }

  @Override
  public Map<UUID, List<RecordedEvent>> unanswered(Collection<UUID> runIds) {
    return database.query(sql -> selects.unanswered(sql, runIds));
  }

  /** Asks for more than is wanted, where several chains have updates of one id. */
  @Override
  public Map<UpdateKey, Message> answers(Collection<UpdateKey> updates) {
    Map<UpdateKey, String> keys = new HashMap<>();
    updates.forEach(update -> keys.put(update, Message.answerKey(update.messageId())));
    Map<UpdateKey, Message> found = new HashMap<>();
    for (InboxMessage answer : answers(keys)) {
      keys.forEach(
          (update, key) -> {
            if (update.chainId().equals(answer.chainId())
                && key.equals(answer.message().messageId())) {
              found.put(update, answer.message());
            }
          });
    }
    return found;
  }

  private List<InboxMessage> answers(Map<UpdateKey, String> keys) {
    UUID[] chains = keys.keySet().stream().map(UpdateKey::chainId).distinct().toArray(UUID[]::new);
    return database.query(
        sql ->
            sql
                .sql(tables.in(ANSWERS))
                .param("chains", chains)
                .param("keys", keys.values().toArray(String[]::new))
                .query(Rows::message)
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList());
  }

  @Override
  public long deadLetters(UUID chainId) {
    return database.query(
        sql -> sql.sql(tables.in(DEAD_LETTERS)).param("chain", chainId).query(Long.class).single());
  }

  @Override
  public long overdue(Duration late) {
    return database.query(sql -> ownership.overdue(sql, late));
  }
}
