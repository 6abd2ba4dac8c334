package dev.workflows.benchmarks.ours;

import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.database.MeteredPool;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.engine.EngineSettings;
import dev.workflows.engine.ThreadDriver;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.jdbc.JdbcStoreSettings;
import dev.workflows.jdbc.JdbcWorkflowStore;
import dev.workflows.jdbc.SchemaMode;
import dev.workflows.jdbc.WorkflowSchema;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Our engine with the settings an application has that configures nothing. */
public final class OurEngine implements Engine {

  private static final int CONNECTIONS = 8;
  private static final int ACTIVITY_THREADS = 32;

  private final Fibers fibers;

  /** The engine with these fibers. */
  public OurEngine(Fibers fibers) {
    this.fibers = fibers;
  }

  @Override
  public String name() {
    return "ours";
  }

  @Override
  public Running open(Database database) throws SQLException {
    JdbcStoreSettings settings = JdbcStoreSettings.DEFAULT;
    PGSimpleDataSource plain = new PGSimpleDataSource();
    plain.setUrl(database.url());
    new WorkflowSchema(plain, settings.tablePrefix()).apply(SchemaMode.AUTO);
    String initSql = JdbcWorkflowStore.connectionInitSql(plain, settings);
    MeteredPool pool = new MeteredPool(database, CONNECTIONS, initSql);
    int turnThreads = Math.max(2, Runtime.getRuntime().availableProcessors());
    ThreadDriver driver = new ThreadDriver(turnThreads, ACTIVITY_THREADS, fibers.factory());
    Application application = new Application();
    WorkflowEngine engine =
        application.engine(
            store(pool.dataSource(), settings),
            driver,
            EngineSettings.defaults(fibers.areVirtual()));
    engine.start();
    return new OurRunning(pool, driver, engine);
  }

  private static JdbcWorkflowStore store(DataSource dataSource, JdbcStoreSettings settings) {
    return JdbcWorkflowStore.create(dataSource, dataSource, null, settings);
  }
}
