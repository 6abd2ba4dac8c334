package dev.workflows.benchmarks.ours;

import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.database.MeteredPool;
import dev.workflows.benchmarks.engine.Bells;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Marks;
import dev.workflows.benchmarks.engine.Tally;
import dev.workflows.benchmarks.engine.Workload;
import dev.workflows.jdbc.JdbcStoreSettings;
import dev.workflows.jdbc.JdbcWorkflowStore;
import dev.workflows.jdbc.SchemaMode;
import dev.workflows.jdbc.WorkflowSchema;
import dev.workflows.spi.WorkflowStore;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Our engine with the settings an application has that configures nothing. */
public final class OurEngine implements Engine {

  static final int CONNECTIONS = 8;

  /** How the statement begins by which a node claims runs, and no other. */
  private static final String CLAIM = "with\ntypes as materialized (";

  private static final String LAST_HEARTBEAT =
      """
      select extract(epoch from max(n.heartbeat_at))
      from workflow_node n
      """;

  private static final String RUNS =
      """
      select t.n_live_tup
      from pg_stat_user_tables t
      where t.relname = 'workflow_run'
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

  /** A process that is killed has one node. */
  @Override
  public boolean has(Case measured) {
    return measured.nodes() == 1 || measured.workload() != Workload.RECOVERY;
  }

  @Override
  public OurRunning open(Database database, Marks marks) throws SQLException {
    return open(database, marks, 1);
  }

  @Override
  public OurRunning open(Database database, Marks marks, int nodes) throws SQLException {
    JdbcStoreSettings settings = JdbcStoreSettings.DEFAULT;
    PGSimpleDataSource plain = new PGSimpleDataSource();
    plain.setUrl(database.url());
    new WorkflowSchema(plain, settings.tablePrefix()).apply(SchemaMode.AUTO);
    String initSql = JdbcWorkflowStore.connectionInitSql(plain, settings);
    MeteredPool pool = new MeteredPool(database, nodes, CONNECTIONS, initSql, OurEngine::claims);
    Tally tally = new Tally();
    Bells bells = new Bells();
    List<OurNode> started = new ArrayList<>();
    for (int number = 0; number < nodes; number++) {
      Application application = new Application(marks, bells, number);
      WorkflowStore store = store(pool.dataSource(number), settings, tally);
      started.add(OurNode.start(application, store, fibers, marks));
    }
    return new OurRunning(database, pool, new Nodes(started), bells, marks, tally);
  }

  private static boolean claims(String sql) {
    return sql.startsWith(CLAIM);
  }

  @Override
  public void fill(Database database, int closed) throws SQLException {
    try (OurRunning running = open(database, Marks.none())) {
      Copies.make(database, running.client(), closed);
    }
  }

  /** By the statistics: counting ten million rows would take a while. */
  @Override
  public long runs(Database database) throws SQLException {
    return Long.parseLong(database.ask(RUNS));
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
