package dev.workflows.benchmarks.database;

import dev.workflows.benchmarks.slow.DelayingProxy;
import dev.workflows.benchmarks.slow.SlowDisk;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL that flushes what it commits: one of our own, or one that is given. */
public final class Server implements AutoCloseable {

  private static final Duration STARTUP = Duration.ofMinutes(1);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final AtomicInteger databases = new AtomicInteger();
  private ServerUrl url;
  private final ServerProcesses processes;

  private Server(ServerUrl url, ServerProcesses processes) {
    this.url = url;
    this.processes = processes;
  }

  /**
   * A server, checked for its durability.
   *
   * @param jdbcUrl one that runs already, with a user who may create databases; one is started if
   *     it is {@code null}
   * @param flush what each flush of the disk takes longer, only of a server that is started
   * @param network what every message takes longer, each way
   * @throws IllegalArgumentException with a sentence for the user, if it cannot be used
   */
  public static Server open(@Nullable String jdbcUrl, Duration flush, Duration network)
      throws Exception {
    if (jdbcUrl == null) {
      return embedded(flush, network);
    } else if (!flush.isZero()) {
      throw new IllegalArgumentException("--disk=slow works with a PostgreSQL of its own only");
    }
    try {
      ServerUrl url = ServerUrl.parse(jdbcUrl);
      return new Server(url, ServerProcesses.of(url.toString())).checked(network);
    } catch (SQLException e) {
      throw new IllegalArgumentException("The database cannot be used: " + e.getMessage(), e);
    }
  }

  private static Server embedded(Duration flush, Duration network) throws Exception {
    EmbeddedPostgres postgres = start();
    try {
      ServerUrl url = ServerUrl.parse(postgres.getJdbcUrl("postgres", "postgres"));
      if (!flush.isZero()) {
        SlowDisk.compile(flush).restart(Database.ask(url.toString(), "show data_directory"));
      }
      Server server = new Server(url, ServerProcesses.of(url.toString()));
      server.parts.push(postgres);
      return server.checked(network);
    } catch (Exception e) {
      postgres.close();
      throw e;
    }
  }

  /** It is as durable as one in production. */
  private static EmbeddedPostgres start() throws IOException {
    return EmbeddedPostgres.builder()
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("shared_buffers", "128MB")
        .setServerConfig("max_connections", "200")
        .setPGStartupWait(STARTUP)
        .start();
  }

  private Server checked(Duration network) throws Exception {
    try {
      requireDurability();
      if (!network.isZero()) {
        DelayingProxy proxy = new DelayingProxy(url.host(), url.port(), network);
        parts.push(proxy);
        url = url.at("localhost", proxy.port());
      }
      return this;
    } catch (Exception e) {
      close();
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

  /** An empty database. */
  public Database fresh() throws SQLException {
    String name =
        "benchmark_%d_%d".formatted(ProcessHandle.current().pid(), databases.incrementAndGet());
    Database.execute(url.toString(), "create database " + name);
    return new Database(this, name);
  }

  /** A database that another process made, and will drop. */
  public static Database database(String jdbcUrl) throws SQLException {
    ServerUrl url = ServerUrl.parse(jdbcUrl);
    return new Database(new Server(url, ServerProcesses.of(jdbcUrl)), url.database());
  }

  void drop(String name) throws SQLException {
    Database.execute(url.toString(), "drop database if exists " + name + " with (force)");
  }

  String url(String database) {
    return url.of(database).toString();
  }

  OptionalLong cpuMicros() {
    return processes.cpuMicros();
  }

  /** What it is, in one line. */
  public String describe() throws SQLException {
    Latency latency = latency();
    return ("PostgreSQL %s, fsync %s, synchronous_commit %s, full_page_writes %s;"
            + " a lone commit takes %.2f ms, a lone query %.2f ms")
        .formatted(
            ask("show server_version"),
            ask("show fsync"),
            ask("show synchronous_commit"),
            ask("show full_page_writes"),
            latency.commitMillis(),
            latency.queryMillis());
  }

  /** How long a client waits who is alone. */
  Latency latency() throws SQLException {
    try (Database database = fresh()) {
      return Latency.of(database);
    }
  }

  private String ask(String sql) throws SQLException {
    return Database.ask(url.toString(), sql);
  }

  @Override
  public void close() throws Exception {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
  }
}
