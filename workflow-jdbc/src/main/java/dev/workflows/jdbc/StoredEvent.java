package dev.workflows.jdbc;

import dev.workflows.history.EventFields;
import dev.workflows.history.RecordedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event as its columns: one of a newer version is compared and carried without being read. */
record StoredEvent(
    long seq, EventFields fields, long fence, @Nullable UUID node, Instant recordedAt) {

  static StoredEvent of(RecordedEvent event) {
    return new StoredEvent(
        event.seq(),
        EventFields.of(event.event()),
        event.fence(),
        event.node(),
        event.recordedAt());
  }

  static StoredEvent of(ResultSet row, int n) throws SQLException {
    EventFields fields =
        new EventFields(
            row.getString("type"),
            row.getString("name"),
            Rows.nullableLong(row, "ref_seq"),
            row.getString("detail"),
            row.getString("payload"));
    return new StoredEvent(
        row.getLong("seq"),
        fields,
        row.getLong("fence"),
        Rows.nullableUuid(row, "node"),
        Rows.instant(row, "recorded_at"));
  }

  /**
   * The event itself.
   *
   * @throws dev.workflows.WorkflowException if this version cannot read it
   */
  RecordedEvent read() {
    return new RecordedEvent(seq, fields.toEvent(), fence, node, recordedAt);
  }
}
