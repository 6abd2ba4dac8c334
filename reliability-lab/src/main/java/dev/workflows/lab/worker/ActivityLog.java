package dev.workflows.lab.worker;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.ActivityContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes down what activities do, each entry in a transaction of its own on a database that is not
 * the engine's: it stays also if the activity, the node or the engine's database goes down.
 */
@Component
class ActivityLog implements DisposableBean {

  private static final String INSERT =
      """
      insert into lab_activity (run_id, seq, attempt, node, phase, result, at)
      values (:run, :seq, :attempt, :node, :phase, :result, clock_timestamp())
      """;

  /** Characters of a result that can be written down. */
  static final int LONGEST = 1_000_000;

  private final ActivityContext activity;

  /** The process: what is started in the place of a dead one is another node. */
  private final String node;

  private final HikariDataSource connections;
  private final JdbcClient jdbc;

  ActivityLog(WorkerProperties properties, ActivityContext activity) {
    this.activity = activity;
    this.node = "%s/%d".formatted(properties.name(), ProcessHandle.current().pid());
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(properties.ledgerUrl());
    config.setMaximumPoolSize(4);
    config.setMinimumIdle(1);
    config.setPoolName("ledger");
    this.connections = new HikariDataSource(config);
    this.jdbc = JdbcClient.create(connections);
  }

  /** The position of the call in its history, the last part of the key that never changes. */
  static long seq(ActivityContext activity) {
    String key = activity.idempotencyKey();
    return Long.parseLong(key.substring(key.lastIndexOf('/') + 1));
  }

  void begins() {
    write("BEGIN", null);
  }

  void fails() {
    write("FAIL", null);
  }

  void returns(String result) {
    write("END", result);
  }

  private void write(String phase, @Nullable String result) {
    jdbc.sql(INSERT)
        .param("run", activity.runId())
        .param("seq", seq(activity))
        .param("attempt", activity.attempt())
        .param("node", node)
        .param("phase", phase)
        .param("result", result)
        .update();
  }

  @Override
  public void destroy() {
    connections.close();
  }
}
