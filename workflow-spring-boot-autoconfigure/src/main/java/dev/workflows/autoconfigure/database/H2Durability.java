package dev.workflows.autoconfigure.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What an H2 database does not keep when its process is killed. */
final class H2Durability {

  private static final String FILE =
      """
      select database_path()
      """;

  private static final String WRITE_DELAY =
      """
      select setting_value from information_schema.settings where setting_name = 'WRITE_DELAY'
      """;

  private H2Durability() {}

  /** A warning for the log; nothing for other databases and where all is well. */
  static Optional<String> warning(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      if (!connection.getMetaData().getDatabaseProductName().equals("H2")) {
        return Optional.empty();
      }
      if (value(connection, FILE) == null) {
        return Optional.of(
            "Workflows are not durable: this H2 database is in memory and ends with its process.");
      }
      String delay = value(connection, WRITE_DELAY);
      return "0".equals(delay)
          ? Optional.empty()
          : Optional.of(
              "Workflows are not durable: H2 writes commits %s ms after it acknowledges them, and a"
                      .formatted(delay)
                  + " killed process loses them. Add ;WRITE_DELAY=0 to the URL.");
    } catch (SQLException e) {
      return Optional.of(
          "Whether workflows are durable in this H2 database could not be found out: "
              + e.getMessage());
    }
  }

  private static @Nullable String value(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getString(1) : null;
    }
  }
}
