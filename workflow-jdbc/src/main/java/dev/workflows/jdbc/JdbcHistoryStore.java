package dev.workflows.jdbc;

import dev.workflows.history.Event;
import dev.workflows.history.EventFields;
import dev.workflows.history.History;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.HistoryStore;
import dev.workflows.spi.StoreException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Histories, run by run. */
final class JdbcHistoryStore implements HistoryStore {

  private static final int TRIES = 100;

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private static final String BY_SEQ =
      """
      select %s
      from workflow_event e
      where e.run_id = :run and e.seq between :from and :to
      order by e.seq
      """
          .formatted(Rows.EVENT_COLUMNS);

  private static final String BY_TIME =
      """
      select %s
      from workflow_event e
      where e.run_id = :run and e.recorded_at between :from and :to
      order by e.seq
      """
          .formatted(Rows.EVENT_COLUMNS);

  private static final String LENGTH =
      """
      select coalesce(max(e.seq), 0)
      from workflow_event e
      where e.run_id = :run
      """;

  /** Inserts nothing unless the position is the next one; the primary key decides races. */
  private static final String APPEND =
      """
      insert into workflow_event
        (run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload)
      select :run, :seq,
        greatest(current_timestamp,
          coalesce(l.recorded_at + interval '0.000001' second, current_timestamp)),
        coalesce(r.fence, 0), :refSeq, null, :type, :name, :detail, :payload
      from (select cast(:run as uuid) as run_id) g
        left join workflow_run r on r.run_id = g.run_id
        left join workflow_event l on l.run_id = g.run_id and l.seq = :seq - 1
      where :seq = 1 or l.seq is not null
      """;

  private final Database database;
  private final TableNames tables;

  JdbcHistoryStore(Database database, TableNames tables) {
    this.database = database;
    this.tables = tables;
  }

  @Override
  public boolean append(UUID runId, long seq, Event event) {
    if (seq > 0 && insert(runId, seq, event)) {
      return true;
    }
    long length = length(runId);
    if (seq == length && eventAt(runId, seq).filter(e -> e.event().equals(event)).isPresent()) {
      return false;
    }
    throw History.refuse(seq, length + 1);
  }

  @Override
  public long append(UUID runId, Event event) {
    for (int n = 0; n < TRIES; n++) {
      long seq = nextSeq(runId);
      if (insert(runId, seq, event)) {
        return seq;
      }
    }
    throw JdbcCommitStore.contended("append");
  }

  private boolean insert(UUID runId, long seq, Event event) {
    try {
      return database.query(sql -> insert(sql, runId, seq, EventFields.of(event))) == 1;
    } catch (StoreException e) {
      if (SqlErrors.isUniqueViolation(e)) {
        return false;
      }
      throw e;
    }
  }

  private int insert(JdbcClient sql, UUID runId, long seq, EventFields event) {
    return sql.sql(tables.in(APPEND))
        .param("run", runId)
        .param("seq", seq)
        .param("refSeq", event.refSeq())
        .param("type", event.type())
        .param("name", event.name())
        .param("detail", event.detail())
        .param("payload", event.payload())
        .update();
  }

  @Override
  public List<RecordedEvent> read(UUID runId, long from, long to) {
    return read(BY_SEQ, runId, from, to);
  }

  @Override
  public List<RecordedEvent> read(UUID runId, Instant from, Instant to) {
    return read(BY_TIME, runId, within(from), within(to));
  }

  private List<RecordedEvent> read(String statement, UUID runId, Object from, Object to) {
    return database.query(
        sql ->
            sql.sql(tables.in(statement))
                .param("run", runId)
                .param("from", from)
                .param("to", to)
                .query(Rows::event)
                .list());
  }

  /** The same time, or the nearest that a column can hold. */
  private static OffsetDateTime within(Instant time) {
    Instant notBefore = time.isBefore(FIRST) ? FIRST : time;
    return (notBefore.isAfter(LAST) ? LAST : notBefore).atOffset(ZoneOffset.UTC);
  }

  @Override
  public long length(UUID runId) {
    return database.query(
        sql -> sql.sql(tables.in(LENGTH)).param("run", runId).query(Long.class).single());
  }
}
