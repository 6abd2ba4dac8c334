package dev.workflows.benchmarks.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A transaction that goes on seeing a database as it was, so that no old row can be removed. */
public final class OldSnapshot implements AutoCloseable {

  private final Connection connection;

  private OldSnapshot(Connection connection) {
    this.connection = connection;
  }

  /** Takes one, which is kept until it is closed. */
  public static OldSnapshot hold(Database database) throws SQLException {
    Connection connection = DriverManager.getConnection(database.url());
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      // the first statement takes the snapshot
      statement.execute("select count(*) from pg_class");
    }
    return new OldSnapshot(connection);
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      connection.rollback();
    }
  }
}
