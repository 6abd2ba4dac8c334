package dev.workflows.benchmarks.rows;

import dev.workflows.history.Event;
import dev.workflows.history.EventFields;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Rows of {@code workflow_event} that wait until they are inserted together. Not thread-safe. */
final class EventRows {

  private static final String INSERT =
      """
      insert into workflow_event
        (run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload)
      select run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as e
        (run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload)
      """;

  private static final String[] TYPES = {
    "uuid", "int8", "timestamptz", "int8", "int8", "uuid", "text", "text", "text", "text"
  };

  private static final long FENCE = 1;

  private final UUID node = UUID.randomUUID();
  private final List<@Nullable Object[]> rows = new ArrayList<>();

  int size() {
    return rows.size();
  }

  void add(UUID run, long seq, Instant at, Event event) {
    EventFields fields = EventFields.of(event);
    rows.add(
        new @Nullable Object[] {
          run,
          seq,
          at.toString(),
          FENCE,
          fields.refSeq(),
          node,
          fields.type(),
          fields.name(),
          fields.detail(),
          fields.payload()
        });
  }

  /** Inserts them in one transaction, and begins anew; returns how many they were. */
  int insert(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(INSERT)) {
      for (int i = 0; i < TYPES.length; i++) {
        statement.setArray(i + 1, connection.createArrayOf(TYPES[i], column(i)));
      }
      int inserted = statement.executeUpdate();
      rows.clear();
      return inserted;
    }
  }

  private @Nullable Object[] column(int index) {
    @Nullable Object[] values = new Object[rows.size()];
    for (int row = 0; row < values.length; row++) {
      values[row] = rows.get(row)[index];
    }
    return values;
  }
}
