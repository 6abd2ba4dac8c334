package dev.workflows.benchmarks.ours;

import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.database.MeteredPool;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Marks;
import dev.workflows.benchmarks.engine.Tally;
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

  static final int CONNECTIONS = 8;

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
    Tally tally = new Tally();
    OurNode node = OurNode.start(store(pool.dataSource(), settings, tally), fibers, marks);
    return new OurRunning(database, pool, node, tally);
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
        .plus(OurNode.settings(fibers).lease());
  }
}
