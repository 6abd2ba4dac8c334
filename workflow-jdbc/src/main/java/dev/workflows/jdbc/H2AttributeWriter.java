package dev.workflows.jdbc;

import dev.workflows.history.Attributes;
import dev.workflows.history.RecordedEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What events make of attributes, as JDBC batches of the transaction that writes the events. */
final class H2AttributeWriter implements AutoCloseable {

  private static final String SET =
      """
      merge into workflow_attribute (run_id, name, content)
      key (run_id, name)
      values (?, ?, ?)
      """;

  private static final String REMOVE =
      "delete from workflow_attribute where run_id = ? and name = ?";

  private final Batch set;
  private final Batch removed;

  H2AttributeWriter(Connection connection, TableNames tables) {
    this.set = new Batch(connection, tables.in(SET));
    this.removed = new Batch(connection, tables.in(REMOVE));
  }

  /** Adds what these events of a run make of its attributes. */
  void add(UUID runId, List<RecordedEvent> events) throws SQLException {
    for (Map.Entry<String, @Nullable String> change : Attributes.changes(events).entrySet()) {
      String value = change.getValue();
      if (value == null) {
        removed.add(runId, change.getKey());
      } else {
        set.add(runId, change.getKey(), value);
      }
    }
  }

  void execute() throws SQLException {
    set.execute();
    removed.execute();
  }

  @Override
  public void close() throws SQLException {
    set.close();
    removed.close();
  }
}
