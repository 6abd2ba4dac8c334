package dev.workflows.benchmarks.ours;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.benchmarks.database.Database;
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
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.WorkflowStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/**
 * Our engine on an H2 database in a file that writes each commit before it is acknowledged, once as
 * it is and once with every turn and start in a transaction of its own. It leaves PostgreSQL alone.
 */
public final class H2Engine implements Engine {

  private final Fibers fibers;
  private final boolean shares;

  /**
   * The engine with these fibers.
   *
   * @param shares whether turns and starts travel together
   */
  public H2Engine(Fibers fibers, boolean shares) {
    this.fibers = fibers;
    this.shares = shares;
  }

  @Override
  public String name() {
    return shares ? "ours-h2" : "ours-h2-single";
  }

  @Override
  public boolean has(Case measured) {
    return measured.isPlain() && measured.workload() == Workload.SEQUENTIAL;
  }

  @Override
  public Running open(Database database, Marks marks) throws IOException {
    JdbcStoreSettings settings = JdbcStoreSettings.DEFAULT;
    Path folder = Files.createTempDirectory("benchmark-h2-");
    JdbcDataSource plain = new JdbcDataSource();
    plain.setURL("jdbc:h2:file:%s;WRITE_DELAY=0".formatted(folder.resolve("ours")));
    new WorkflowSchema(plain, settings.tablePrefix()).apply(SchemaMode.AUTO);
    HikariDataSource pool = pool(plain, settings);
    Tally tally = new Tally();
    OurNode node =
        OurNode.start(
            new Application(marks, new Bells(), 0), store(pool, settings, tally), fibers, marks);
    return new H2Running(folder, pool, node, tally);
  }

  private static HikariDataSource pool(DataSource plain, JdbcStoreSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(plain);
    config.setConnectionInitSql(JdbcWorkflowStore.connectionInitSql(plain, settings));
    config.setMaximumPoolSize(OurEngine.CONNECTIONS);
    return new HikariDataSource(config);
  }

  private WorkflowStore store(DataSource dataSource, JdbcStoreSettings settings, Tally tally) {
    WorkflowStore store = JdbcWorkflowStore.create(dataSource, dataSource, null, settings);
    CommitStore commits = new TalliedCommits(store.commits(), tally);
    return new StoreWithCommits(store, shares ? commits : new LoneCommits(commits));
  }
}
