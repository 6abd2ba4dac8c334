package dev.workflows.benchmarks.rows;

import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.database.MeteredPool;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Marks;
import dev.workflows.benchmarks.engine.Operation;
import dev.workflows.benchmarks.engine.Workload;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** One inserted row and one commit for the start of a workflow and for each of its activities. */
public final class RowEngine implements Engine {

  private static final int CONNECTIONS = 32;

  private static final String TABLE =
      """
      create table if not exists benchmark_row (
        run_id uuid not null,
        seq bigint not null,
        payload text,
        primary key (run_id, seq))
      """;

  private static final String INSERT =
      """
      insert into benchmark_row (run_id, seq, payload)
      values (?, ?, ?)
      """;

  @Override
  public String name() {
    return "rows";
  }

  @Override
  public boolean has(Case measured) {
    return measured.isPlain() && measured.workload() == Workload.SEQUENTIAL;
  }

  @Override
  public Running open(Database database, Marks marks) throws SQLException {
    MeteredPool pool = new MeteredPool(database, CONNECTIONS, "select 1");
    try (Connection connection = pool.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
    return new Rows(pool);
  }

  /** The running loop. */
  private record Rows(MeteredPool pool) implements Running {

    @Override
    public Operation operation(Case measured) {
      return () -> insert(measured.activities() + 1);
    }

    private void insert(int rows) throws SQLException {
      UUID run = UUID.randomUUID();
      try (Connection connection = pool.dataSource().getConnection();
          PreparedStatement statement = connection.prepareStatement(INSERT)) {
        for (int seq = 1; seq <= rows; seq++) {
          statement.setObject(1, run);
          statement.setLong(2, seq);
          statement.setString(3, "{\"step\":" + seq + "}");
          statement.executeUpdate();
        }
      }
    }

    @Override
    public void close() throws SQLException {
      pool.close();
    }
  }
}
