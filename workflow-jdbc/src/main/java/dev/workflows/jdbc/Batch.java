package dev.workflows.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A statement for many rows, each of which must change exactly one. */
final class Batch implements AutoCloseable {

  private final Connection connection;
  private final String sql;
  private @Nullable PreparedStatement statement;

  Batch(Connection connection, String sql) {
    this.connection = connection;
    this.sql = sql;
  }

  void add(@Nullable Object... values) throws SQLException {
    if (statement == null) {
      statement = connection.prepareStatement(sql);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.addBatch();
  }

  /** Executes the rows added so far; whether each of them changed one row. */
  boolean execute() throws SQLException {
    boolean all = true;
    if (statement != null) {
      for (int count : statement.executeBatch()) {
        all &= count == 1;
      }
    }
    return all;
  }

  @Override
  public void close() throws SQLException {
    if (statement != null) {
      statement.close();
    }
  }
}
