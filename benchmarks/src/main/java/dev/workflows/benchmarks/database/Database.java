package dev.workflows.benchmarks.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;

/** A database for one engine, empty at first; dropped when it is closed. */
public final class Database implements AutoCloseable {

  private final Server server;
  private final String name;
  private final boolean dropped;

  Database(Server server, String name) {
    this(server, name, true);
  }

  private Database(Server server, String name, boolean dropped) {
    this.server = server;
    this.name = name;
    this.dropped = dropped;
  }

  /** The same for somebody who may close it, but not drop it. */
  public Database shared() {
    return new Database(server, name, false);
  }

  /** Where it is, with user and password. */
  public String url() {
    return server.url(name);
  }

  /** The first column of the first row, as text. */
  public String ask(String sql) throws SQLException {
    return ask(url(), sql);
  }

  /** Executes a statement or a script. */
  public void execute(String sql) throws SQLException {
    execute(url(), sql);
  }

  /** What the server's processes have had of the processors, if they can be seen from here. */
  public OptionalLong serverCpuMicros() {
    return server.cpuMicros();
  }

  @Override
  public void close() throws SQLException {
    if (dropped) {
      server.drop(name);
    }
  }

  static String ask(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
