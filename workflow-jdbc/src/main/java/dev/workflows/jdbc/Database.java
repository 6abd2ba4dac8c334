package dev.workflows.jdbc;

import dev.workflows.spi.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The engine's connections, and the ways it uses them. None takes part in a transaction of
 * Spring's. Thread-safe.
 */
final class Database {

  private final DataSource dataSource;
  private final Dialect dialect;

  Database(DataSource dataSource, Dialect dialect) {
    this.dataSource = dataSource;
    this.dialect = dialect;
  }

  Dialect dialect() {
    return dialect;
  }

  /** A piece of work on a connection. */
  interface Work<R> {
    R on(Connection connection) throws SQLException;
  }

  /** The same with named parameters. */
  interface Queries<R> {
    R on(JdbcClient sql);
  }

  /**
   * Work that writes: a transaction, or a single statement in autocommit where the dialect writes
   * everything in one.
   */
  <R> R write(Work<R> work) {
    return dialect.writesInOneStatement() ? autocommit(work) : writeTogether(work);
  }

  /** Statements that write together or not at all; each sees what was durable when it began. */
  <R> R writeTogether(Work<R> work) {
    return connected(connection -> inTransaction(connection, work));
  }

  /** Statements that do not depend on each other. */
  <R> R query(Queries<R> queries) {
    return autocommit(connection -> queries.on(on(connection)));
  }

  /** Statements that all see one state of the database. */
  <R> R snapshot(Queries<R> queries) {
    return connected(
        connection -> {
          int isolation = connection.getTransactionIsolation();
          connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
          try {
            return inTransaction(connection, c -> queries.on(on(c)));
          } finally {
            reset(connection, c -> c.setTransactionIsolation(isolation));
          }
        });
  }

  /** Named parameters for a connection that stays open. */
  static JdbcClient on(Connection connection) {
    return JdbcClient.create(new SingleConnectionDataSource(connection, true));
  }

  private <R> R autocommit(Work<R> work) {
    return connected(
        connection -> {
          try {
            return work.on(connection);
          } catch (SQLException | DataAccessException e) {
            throw failed(connection, e, false);
          }
        });
  }

  private <R> R inTransaction(Connection connection, Work<R> work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      R result = working(connection, work);
      committing(connection);
      return result;
    } finally {
      reset(connection, c -> c.setAutoCommit(true));
    }
  }

  /** As no commit was sent, the transaction is over even if the roll back gets no answer. */
  private <R> R working(Connection connection, Work<R> work) {
    try {
      return work.on(connection);
    } catch (SQLException | DataAccessException e) {
      rollBack(connection);
      throw failed(connection, e, true);
    } catch (RuntimeException | Error e) {
      rollBack(connection);
      throw e;
    }
  }

  private void committing(Connection connection) {
    try {
      connection.commit();
    } catch (SQLException e) {
      rollBack(connection);
      throw failed(connection, e, false);
    }
  }

  private void rollBack(Connection connection) {
    reset(connection, Connection::rollback);
  }

  /** Makes the connection fit for the next work, or unusable. */
  private void reset(Connection connection, Step step) {
    try {
      if (!connection.isClosed()) {
        step.on(connection);
      }
    } catch (SQLException e) {
      evict(connection);
    }
  }

  private interface Step {
    void on(Connection connection) throws SQLException;
  }

  private StoreException failed(Connection connection, Exception error, boolean rolledBack) {
    if (SqlErrors.isConnectionGone(error)) {
      evict(connection);
    }
    return SqlErrors.translate(error, rolledBack);
  }

  private void evict(Connection connection) {
    DeadConnections.drop(connection, dataSource);
  }

  /** What fails outside the work itself fails before anything was sent. */
  private <R> R connected(Work<R> work) {
    Connection connection = open();
    try {
      return work.on(connection);
    } catch (SQLException e) {
      throw failed(connection, e, true);
    } finally {
      DeadConnections.close(connection);
    }
  }

  private Connection open() {
    try {
      return autocommitting(dataSource.getConnection());
    } catch (SQLException e) {
      throw SqlErrors.noConnection(e);
    }
  }

  /** One that is dead already goes back like any other, or the pool would lose its place. */
  private Connection autocommitting(Connection connection) throws SQLException {
    try {
      if (!connection.getAutoCommit()) {
        connection.setAutoCommit(true);
      }
      return connection;
    } catch (SQLException e) {
      evict(connection);
      DeadConnections.close(connection);
      throw e;
    }
  }
}
