package dev.workflows.benchmarks.ours;

import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.database.MeteredPool;
import dev.workflows.benchmarks.engine.Bells;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Marks;
import dev.workflows.benchmarks.engine.Tally;
import dev.workflows.engine.EngineSettings;
import dev.workflows.engine.ThreadDriver;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.jdbc.JdbcStoreSettings;
import dev.workflows.jdbc.JdbcWorkflowStore;
import dev.workflows.jdbc.SchemaMode;
import dev.workflows.jdbc.WorkflowSchema;
import dev.workflows.spi.WorkflowStore;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Our engine with the settings an application has that configures nothing. */
public final class OurEngine implements Engine {

  private static final int CONNECTIONS = 8;
  private static final int ACTIVITY_THREADS = 32;

  private static final String LAST_HEARTBEAT =
      """
      select extract(epoch from max(n.heartbeat_at))
      from workflow_node n
      """;

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
  public boolean has(Case measured) {
    return true;
  }

  @Override
  public Running open(Database database, Marks marks) throws SQLException {
    JdbcStoreSettings settings = JdbcStoreSettings.DEFAULT;
    PGSimpleDataSource plain = new PGSimpleDataSource();
    plain.setUrl(database.url());
    new WorkflowSchema(plain, settings.tablePrefix()).apply(SchemaMode.AUTO);
    String initSql = JdbcWorkflowStore.connectionInitSql(plain, settings);
    MeteredPool pool = new MeteredPool(database, CONNECTIONS, initSql);
    int turnThreads = Math.max(2, Runtime.getRuntime().availableProcessors());
    ThreadDriver driver = new ThreadDriver(turnThreads, activityThreads(marks), fibers.factory());
    Bells bells = new Bells();
    Tally tally = new Tally();
    WorkflowEngine engine =
        new Application(marks, bells)
            .engine(store(pool.dataSource(), settings, tally), driver, engineSettings());
    engine.start();
    return new OurRunning(database, pool, driver, engine, bells, tally);
  }

  /** Where runs are held, each holds a thread, and the others still need some. */
  private static int activityThreads(Marks marks) {
    return marks.areHolding() ? marks.size() + ACTIVITY_THREADS : ACTIVITY_THREADS;
  }

  private EngineSettings engineSettings() {
    return EngineSettings.defaults(fibers.areVirtual());
  }

  private static WorkflowStore store(
      DataSource dataSource, JdbcStoreSettings settings, Tally tally) {
    WorkflowStore store = JdbcWorkflowStore.create(dataSource, dataSource, null, settings);
    return new StoreWithCommits(store, new TalliedCommits(store.commits(), tally));
  }

  /** The end of the dead node's lease: nobody may take its runs before. */
  @Override
  public Instant recoveryBegins(Database database) throws SQLException {
    BigDecimal seconds = new BigDecimal(database.ask(LAST_HEARTBEAT));
    long micros = seconds.movePointRight(6).longValue();
    return Instant.EPOCH
        .plusNanos(Math.multiplyExact(micros, 1_000L))
        .plus(engineSettings().lease());
  }
}
