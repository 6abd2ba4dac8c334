package dev.workflows.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.util.ClassUtils;

/**
 * Makes a pool drop a connection that leads to a server that is gone or read-only. An abort is
 * enough where the driver heeds it and the pool finds the connection closed. H2 ignores it, and
 * Hikari does not know H2's errors: it would lend the connection again, for as long as it is asked
 * more often than it checks. So it is told.
 */
final class DeadConnections {

  private static final boolean HIKARI =
      ClassUtils.isPresent(
          "com.zaxxer.hikari.HikariDataSource", DeadConnections.class.getClassLoader());

  private DeadConnections() {}

  static void drop(Connection connection, DataSource source) {
    try {
      connection.abort(Runnable::run);
      if (HIKARI) {
        Hikari.evict(connection, source);
      }
    } catch (SQLException e) {
      // It is broken already, which is all that was asked.
    }
  }

  /** Loaded only where Hikari is there. */
  private static final class Hikari {

    static void evict(Connection connection, DataSource source) throws SQLException {
      if (source.isWrapperFor(HikariDataSource.class)) {
        source.unwrap(HikariDataSource.class).evictConnection(connection);
      }
    }
  }
}
