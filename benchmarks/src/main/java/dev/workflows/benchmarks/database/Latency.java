package dev.workflows.benchmarks.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * How long a client waits who is alone on its server, half of the times at most.
 *
 * @param queryMillis for an answer that needs no disk
 * @param commitMillis for one row that is inserted in a transaction of its own
 */
record Latency(double queryMillis, double commitMillis) {

  private static final int SAMPLES = 200;

  static Latency of(Database database) throws SQLException {
    database.execute("create table latency (id bigint generated always as identity)");
    try (Connection connection = DriverManager.getConnection(database.url())) {
      return new Latency(
          median(connection, "select 1"), median(connection, "insert into latency default values"));
    }
  }

  private static double median(Connection connection, String sql) throws SQLException {
    long[] nanos = new long[SAMPLES];
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < SAMPLES; i++) {
        long begin = System.nanoTime();
        statement.execute();
        nanos[i] = System.nanoTime() - begin;
      }
    }
    Arrays.sort(nanos);
    return nanos[SAMPLES / 2] / 1e6;
  }
}
