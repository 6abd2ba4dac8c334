package dev.workflows.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The application's connections, as the engine needs them for as long as it has one. What it sets
 * must not stay: it would change the locks and the plans of the application's own statements.
 */
final class BorrowedConnections extends DelegatingDataSource {

  private final Dialect dialect;
  private final Map<String, String> wanted;
  private final int networkTimeout;

  BorrowedConnections(DataSource application, JdbcStoreSettings settings, Duration networkTimeout) {
    super(application);
    this.dialect = Dialect.of(application);
    this.wanted = dialect.connectionSettings(settings);
    this.networkTimeout = Math.toIntExact(networkTimeout.toMillis());
  }

  @Override
  public Connection getConnection() throws SQLException {
    return prepared(super.getConnection());
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return prepared(super.getConnection(username, password));
  }

  private Connection prepared(Connection connection) throws SQLException {
    try {
      boolean autoCommit = connection.getAutoCommit();
      if (!autoCommit) {
        connection.setAutoCommit(true);
      }
      Loan loan =
          new Loan(
              connection,
              autoCommit,
              connection.getNetworkTimeout(),
              connection.getTransactionIsolation());
      loan.prepare(networkTimeout);
      return onLoan(loan, settings(connection));
    } catch (SQLException | RuntimeException e) {
      drop(connection);
      throw e;
    }
  }

  /** Makes the settings; returns what they were before. */
  private Map<String, String> settings(Connection connection) throws SQLException {
    List<String> names = List.copyOf(wanted.keySet());
    String read =
        names.stream().map(dialect::literalOf).collect(Collectors.joining(", ", "select ", ""));
    Map<String, String> before = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery(read)) {
        row.next();
        for (int i = 0; i < names.size(); i++) {
          before.put(names.get(i), row.getString(i + 1));
        }
      }
      statement.execute(dialect.set(wanted));
    }
    return before;
  }

  private Connection onLoan(Loan loan, Map<String, String> before) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                giveBack(loan, before);
                return null;
              }
              try {
                return method.invoke(loan.connection(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** A connection that cannot be made what it was must not be used by the application. */
  private void giveBack(Loan loan, Map<String, String> before) throws SQLException {
    Connection connection = loan.connection();
    try {
      if (!connection.isClosed()) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(dialect.set(before));
        }
        loan.restore();
      }
    } catch (SQLException e) {
      drop(connection);
      return;
    }
    connection.close();
  }

  private void drop(Connection connection) {
    DeadConnections.drop(connection, obtainTargetDataSource());
    DeadConnections.close(connection);
  }

  /** A connection and what is not known by the name of a setting. */
  private record Loan(
      Connection connection, boolean autoCommit, int networkTimeout, int isolation) {

    /** Every statement has to see what was durable when it began. */
    private void prepare(int timeout) throws SQLException {
      if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
      if (networkTimeout == 0) {
        connection.setNetworkTimeout(Runnable::run, timeout);
      }
    }

    private void restore() throws SQLException {
      if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
        connection.setTransactionIsolation(isolation);
      }
      connection.setNetworkTimeout(Runnable::run, networkTimeout);
      connection.setAutoCommit(autoCommit);
    }
  }
}
