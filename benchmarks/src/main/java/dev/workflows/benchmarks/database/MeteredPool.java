package dev.workflows.benchmarks.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * The connections of one engine, a pool for each of its nodes, and what they cost the server.
 * Thread-safe, but for readings.
 */
public final class MeteredPool implements AutoCloseable {

  private static final String CLUSTER =
      """
      select d.xact_commit, pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as wal_bytes
      from pg_stat_database d
      where d.datname = current_database()
      """;

  private static final int FIRST_WITH_FLUSH = 15;

  private final List<HikariDataSource> pools = new ArrayList<>();
  private final List<CountingDataSource> counting = new ArrayList<>();
  private final StatementTimes watched;
  private final Connection reader;
  private final boolean canFlush;
  private long ownCommits;

  /**
   * Opens connections for one node.
   *
   * @param size how many at most
   * @param initSql what each begins with
   */
  public MeteredPool(Database database, int size, String initSql) throws SQLException {
    this(database, 1, size, initSql, sql -> false);
  }

  /**
   * The same for several nodes, so many connections for each.
   *
   * @param watched the prepared statements whose times are taken
   */
  public MeteredPool(
      Database database, int nodes, int size, String initSql, Predicate<String> watched)
      throws SQLException {
    this.watched = new StatementTimes(watched);
    this.reader = DriverManager.getConnection(database.url());
    this.canFlush = reader.getMetaData().getDatabaseMajorVersion() >= FIRST_WITH_FLUSH;
    for (int node = 0; node < nodes; node++) {
      pools.add(new HikariDataSource(config(database, size, initSql)));
      counting.add(new CountingDataSource(pools.get(node), this.watched));
    }
  }

  private static HikariConfig config(Database database, int size, String initSql) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setConnectionInitSql(initSql);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(Math.min(2, size));
    return config;
  }

  /** The connections, for the engine's only node. */
  public DataSource dataSource() {
    return dataSource(0);
  }

  /** The connections of this node, from 0 on. */
  public DataSource dataSource(int node) {
    return counting.get(node);
  }

  /** The times of the statements that are watched, on all nodes. */
  public StatementTimes watched() {
    return watched;
  }

  /**
   * What was counted so far.
   *
   * @param commits transactions of the whole database, those that only read included
   * @param walBytes write-ahead log of the whole server
   * @param roundTrips of all nodes
   */
  public record Reading(long commits, long walBytes, long roundTrips) {}

  /** Reads the counters; exact only while the engine has nothing to do. */
  public Reading read() throws SQLException, InterruptedException {
    publishStatistics();
    try (Statement statement = reader.createStatement();
        ResultSet row = statement.executeQuery(CLUSTER)) {
      row.next();
      return new Reading(
          row.getLong("xact_commit") - ownCommits, row.getLong("wal_bytes"), roundTrips());
    }
  }

  /** A server process keeps its counts to itself for up to ten seconds unless it is asked. */
  private void publishStatistics() throws SQLException, InterruptedException {
    if (!canFlush) {
      Thread.sleep(1_100);
    }
    for (HikariDataSource pool : pools) {
      publishStatistics(pool);
    }
    if (!canFlush) {
      Thread.sleep(1_100);
    }
  }

  private void publishStatistics(HikariDataSource pool) throws SQLException {
    String sql = canFlush ? "select pg_stat_force_next_flush()" : "select 1";
    List<Connection> idle = new ArrayList<>();
    try {
      while (pool.getHikariPoolMXBean().getIdleConnections() > 0) {
        Connection connection = pool.getConnection();
        idle.add(connection);
        try (Statement statement = connection.createStatement()) {
          statement.execute(sql);
        }
        ownCommits++;
      }
    } finally {
      for (Connection connection : idle) {
        connection.close();
      }
    }
  }

  private long roundTrips() {
    return counting.stream().mapToLong(CountingDataSource::roundTrips).sum();
  }

  @Override
  public void close() throws SQLException {
    pools.forEach(HikariDataSource::close);
    reader.close();
  }
}
