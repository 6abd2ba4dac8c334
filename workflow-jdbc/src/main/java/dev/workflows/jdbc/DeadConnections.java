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
 * more often than it checks. So it is told. Other pools find out when they check.
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
    } catch (SQLException | RuntimeException e) {
      // It is broken already, which is all that was asked.
    }
  }

  /**
   * Gives a connection back when the answer is known: a failure changes nothing of it. Hikari fails
   * with a NullPointerException where it was told to drop the connection before.
   */
  static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException | RuntimeException e) {
      // The pool deals with its connection.
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
