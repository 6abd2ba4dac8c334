package dev.workflows.autoconfigure.database;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/**
 * The ways to the one database: the engine's own connections, one more for heartbeats, so that no
 * amount of other work makes the node late, and the application's. The engine's are no beans, so
 * that they never take part in what the application injects.
 *
 * @param engine borrowed from the application if how to connect is not known
 * @param heartbeats likewise
 */
record EngineDatabase(DataSource engine, DataSource heartbeats, DataSource application)
    implements AutoCloseable {

  @Override
  public void close() {
    close(engine);
    close(heartbeats);
  }

  private static void close(DataSource dataSource) {
    if (dataSource instanceof HikariDataSource pool) {
      pool.close();
    }
  }
}
