package dev.workflows.jdbc;

import dev.workflows.history.EventFields;
import dev.workflows.history.RecordedEvent;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events as the columns of {@code workflow_event}, in the order all statements name them. */
final class EventColumns {

  private static final String[] TYPES = {
    "uuid", "int8", "timestamptz", "int8", "int8", "uuid", "text", "text", "text", "text"
  };

  private EventColumns() {}

  static Columns create() {
    return new Columns(TYPES);
  }

  static void addAll(Columns columns, UUID runId, List<RecordedEvent> events) {
    events.forEach(event -> columns.add(row(runId, event)));
  }

  static @Nullable Object[] row(UUID runId, RecordedEvent event) {
    EventFields fields = EventFields.of(event.event());
    return new @Nullable Object[] {
      runId,
      event.seq(),
      Rows.time(event.recordedAt()),
      event.fence(),
      fields.refSeq(),
      event.node(),
      fields.type(),
      fields.name(),
      fields.detail(),
      fields.payload()
    };
  }
}
