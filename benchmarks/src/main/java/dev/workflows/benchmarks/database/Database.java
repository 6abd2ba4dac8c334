package dev.workflows.benchmarks.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL that flushes what it commits: one of our own, or one that is given. */
public final class Database implements AutoCloseable {

  private static final Duration STARTUP = Duration.ofMinutes(1);

  private final String url;
  private final @Nullable EmbeddedPostgres server;

  private Database(String url, @Nullable EmbeddedPostgres server) {
    this.url = url;
    this.server = server;
  }

  /** Starts a server that ends with this object; it is as durable as one in production. */
  public static Database embedded() throws IOException, SQLException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("shared_buffers", "128MB")
            .setServerConfig("max_connections", "200")
            .setPGStartupWait(STARTUP)
            .start();
    return checked(new Database(server.getJdbcUrl("postgres", "postgres"), server));
  }

  /**
   * Uses a server that runs already.
   *
   * @param url carries user and password
   * @throws IllegalArgumentException if it cannot be used
   */
  public static Database at(String url) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("Only PostgreSQL is measured, by jdbc:postgresql: URLs");
    }
    try {
      return checked(new Database(url, null));
    } catch (SQLException e) {
      throw new IllegalArgumentException("The database cannot be used: " + e.getMessage(), e);
    }
  }

  private static Database checked(Database database) throws SQLException {
    try {
      database.requireDurability();
      return database;
    } catch (SQLException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Figures without durability would say nothing. */
  private void requireDurability() throws SQLException {
    for (String setting : new String[] {"fsync", "synchronous_commit"}) {
      String value = ask("show " + setting);
      if (!"on".equals(value)) {
        throw new IllegalArgumentException(
            "The database has %s = %s; measure one with %s = on."
                .formatted(setting, value, setting));
      }
    }
  }

  /** Where it is. */
  public String url() {
    return url;
  }

  /** What it is, in one line. */
  public String describe() throws SQLException {
    return "PostgreSQL %s, fsync %s, synchronous_commit %s, full_page_writes %s"
        .formatted(
            ask("show server_version"),
            ask("show fsync"),
            ask("show synchronous_commit"),
            ask("show full_page_writes"));
  }

  private String ask(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public void close() {
    if (server != null) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
