package dev.workflows.jdbc;

import dev.workflows.spi.ActivityTransactions;
import dev.workflows.spi.CallerTransaction;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.HistoryStore;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.RunReader;
import dev.workflows.spi.WorkflowStore;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Keeps runs in H2 or PostgreSQL. Thread-safe.
 *
 * <p>It uses two data sources of one database. The engine's own is never part of a transaction of
 * Spring's, and an application that exhausts its pool does not stop it; on the application's,
 * callers and transactional activities have their transactions.
 */
public final class JdbcWorkflowStore implements WorkflowStore {

  private final CommitStore commits;
  private final OwnershipStore ownership;
  private final RunReader runs;
  private final HistoryStore histories;
  private final CallerTransaction callerTransaction;
  private final ActivityTransactions activityTransactions;
  private final boolean survivesInterrupts;

  private JdbcWorkflowStore(
      DataSource engine,
      DataSource heartbeats,
      DataSource application,
      @Nullable PlatformTransactionManager transactionManager,
      JdbcStoreSettings settings) {
    Dialect dialect = Dialect.of(engine);
    TableNames tables = new TableNames(settings.tablePrefix());
    Database database = new Database(engine, dialect);
    ApplicationTransactions transactions = new ApplicationTransactions(application);
    this.commits = new JdbcCommitStore(database, tables);
    this.ownership = new JdbcOwnershipStore(database, new Database(heartbeats, dialect), tables);
    JdbcRunReader reader = new JdbcRunReader(database, tables);
    this.runs = reader;
    this.histories = new JdbcHistoryStore(database, tables);
    this.callerTransaction =
        new SpringCallerTransaction(
            transactions,
            new GuardedStarts(dialect.starts(tables), tables),
            dialect.messages(tables),
            reader);
    this.activityTransactions =
        new SpringActivityTransactions(transactions, transactionManager, dialect, tables, settings);
    this.survivesInterrupts = dialect.survivesInterrupts();
  }

  /**
   * A store on tables that exist already, see {@link WorkflowSchema}.
   *
   * @param engine the engine's own connections, prepared by {@link #connectionInitSql}
   * @param application what the application's transactions are on; may be the same
   * @param transactionManager manages them; without one there are no transactional activities
   * @throws dev.workflows.WorkflowException if this database is not supported
   */
  public static JdbcWorkflowStore create(
      DataSource engine,
      DataSource application,
      @Nullable PlatformTransactionManager transactionManager,
      JdbcStoreSettings settings) {
    return create(engine, engine, application, transactionManager, settings);
  }

  /**
   * The same with connections of their own for heartbeats, so that no amount of other work makes a
   * node late.
   *
   * @param heartbeats one connection is enough; prepared by {@link #connectionInitSql}
   */
  public static JdbcWorkflowStore create(
      DataSource engine,
      DataSource heartbeats,
      DataSource application,
      @Nullable PlatformTransactionManager transactionManager,
      JdbcStoreSettings settings) {
    return new JdbcWorkflowStore(engine, heartbeats, application, transactionManager, settings);
  }

  /**
   * The statements every connection of the engine's own is to begin with: a pool executes them once
   * for each connection. They bound how long a statement waits for a lock, and on PostgreSQL how
   * long a transaction of the engine's may be idle; there they also keep the plans of batches from
   * changing as tables grow. Durability is never changed.
   *
   * @param dataSource any of the database
   */
  public static String connectionInitSql(DataSource dataSource, JdbcStoreSettings settings) {
    Dialect dialect = Dialect.of(dataSource);
    return dialect.set(dialect.connectionSettings(settings));
  }

  /**
   * The application's connections for an engine that has none of its own. Each is prepared when the
   * engine takes it, which costs round trips, and is given back as it was.
   *
   * @param networkTimeout how long one waits for an answer of the database, unless the application
   *     has bounded that itself
   */
  public static DataSource borrowed(
      DataSource application, JdbcStoreSettings settings, Duration networkTimeout) {
    return new BorrowedConnections(application, settings, networkTimeout);
  }

  @Override
  public CommitStore commits() {
    return commits;
  }

  @Override
  public OwnershipStore ownership() {
    return ownership;
  }

  @Override
  public RunReader runs() {
    return runs;
  }

  @Override
  public HistoryStore histories() {
    return histories;
  }

  @Override
  public CallerTransaction callerTransaction() {
    return callerTransaction;
  }

  @Override
  public ActivityTransactions activityTransactions() {
    return activityTransactions;
  }

  @Override
  public boolean survivesInterrupts() {
    return survivesInterrupts;
  }
}
