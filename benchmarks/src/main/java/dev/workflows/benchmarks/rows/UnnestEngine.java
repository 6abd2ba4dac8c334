package dev.workflows.benchmarks.rows;

import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.database.MeteredPool;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Marks;
import dev.workflows.benchmarks.engine.Operation;
import dev.workflows.benchmarks.engine.Tally;
import dev.workflows.benchmarks.engine.Workload;
import dev.workflows.jdbc.JdbcStoreSettings;
import dev.workflows.jdbc.SchemaMode;
import dev.workflows.jdbc.WorkflowSchema;
import java.sql.SQLException;

/**
 * The events that our engine writes, into its table, by statements that each insert rows of many
 * runs and are a transaction of their own: what sharing commits can reach at best. There are always
 * two of them under way, and nobody waits for results.
 */
public final class UnnestEngine implements Engine {

  /** How many rows a statement inserts unless the user says otherwise. */
  public static final int BATCH = 128;

  private static final int CONNECTIONS = 2;

  private final int batch;

  /** The engine with so many rows a statement. */
  public UnnestEngine(int batch) {
    this.batch = batch;
  }

  @Override
  public String name() {
    return "unnest";
  }

  @Override
  public boolean has(Case measured) {
    return measured.isPlain() && measured.workload() == Workload.SEQUENTIAL;
  }

  @Override
  public Running open(Database database, Marks marks) throws SQLException {
    MeteredPool pool = new MeteredPool(database, CONNECTIONS, "select 1");
    new WorkflowSchema(pool.dataSource(), JdbcStoreSettings.DEFAULT.tablePrefix())
        .apply(SchemaMode.AUTO);
    return new Inserting(pool, new Tally(), batch);
  }

  /** Each operation ends a workflow; its last rows may still be on their way with others. */
  private record Inserting(MeteredPool pool, Tally tally, int batch) implements Running {

    @Override
    public int clients(Case measured) {
      return CONNECTIONS;
    }

    @Override
    public Operation operation(Case measured) {
      int runs = Math.max(1, measured.clients() / CONNECTIONS);
      OpenRuns open = new OpenRuns(runs, measured.activities());
      EventRows rows = new EventRows();
      return () -> {
        boolean ended = false;
        while (!ended) {
          ended = open.addTurn(rows);
          if (rows.size() >= batch) {
            tally.committed(rows.insert(pool.dataSource()));
          }
        }
      };
    }

    @Override
    public void close() throws SQLException {
      pool.close();
    }
  }
}
