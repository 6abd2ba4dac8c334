package dev.workflows.benchmarks.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What a table has become.
 *
 * @param deadTuples old versions of rows, by the server's estimate
 * @param bytes without its indexes
 * @param indexBytes of all its indexes
 */
public record TableState(long deadTuples, long bytes, long indexBytes) {

  private static final String STATE =
      """
      select t.n_dead_tup, pg_table_size(t.relid) as bytes, pg_indexes_size(t.relid) as index_bytes
      from pg_stat_user_tables t
      where t.relname = ?
      """;

  /** The state of the table of this name. */
  public static TableState of(Database database, String table) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database.url());
        PreparedStatement statement = connection.prepareStatement(STATE)) {
      statement.setString(1, table);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new TableState(
            row.getLong("n_dead_tup"), row.getLong("bytes"), row.getLong("index_bytes"));
      }
    }
  }

  /** With its indexes. */
  public long totalBytes() {
    return bytes + indexBytes;
  }
}
