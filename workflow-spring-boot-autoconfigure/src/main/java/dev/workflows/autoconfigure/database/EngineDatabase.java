package dev.workflows.autoconfigure.database;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/**
 * The two ways to the one database: the engine's own connections and the application's. The
 * engine's DataSource is no bean, so that it never takes part in what the application injects.
 */
final class EngineDatabase implements AutoCloseable {

  private final DataSource engine;
  private final DataSource application;

  EngineDatabase(DataSource engine, DataSource application) {
    this.engine = engine;
    this.application = application;
  }

  DataSource engine() {
    return engine;
  }

  DataSource application() {
    return application;
  }

  @Override
  public void close() {
    if (engine != application && engine instanceof HikariDataSource pool) {
      pool.close();
    }
  }
}
