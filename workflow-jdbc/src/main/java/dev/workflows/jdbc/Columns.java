package dev.workflows.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows for a statement that takes them column by column, as arrays for {@code unnest}. */
final class Columns {

  private final String[] types;
  private final List<@Nullable Object[]> rows = new ArrayList<>();

  Columns(String... types) {
    this.types = types;
  }

  void add(@Nullable Object... values) {
    rows.add(values);
  }

  int size() {
    return rows.size();
  }

  /** Binds one array for each column; returns the index behind them. */
  int bind(PreparedStatement statement, int index) throws SQLException {
    Connection connection = statement.getConnection();
    for (int column = 0; column < types.length; column++) {
      statement.setArray(index + column, connection.createArrayOf(types[column], column(column)));
    }
    return index + types.length;
  }

  private @Nullable Object[] column(int column) {
    @Nullable Object[] values = new Object[rows.size()];
    for (int row = 0; row < values.length; row++) {
      Object value = rows.get(row)[column];
      // As ISO 8601 text, which the server reads exactly.
      values[row] = value instanceof OffsetDateTime ? value.toString() : value;
    }
    return values;
  }
}
