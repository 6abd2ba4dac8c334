package dev.workflows.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** A database with the engine's tables, an engine's pool and an application's, until closed. */
public final class TestDatabase implements AutoCloseable {

  private static final String POSTGRES_WAITING =
      """
      select count(*)
      from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'
      """;

  /** H2 tries a statement again and again that meets another session's key. */
  private static final String H2_WAITING =
      """
      select count(*)
      from information_schema.sessions
      where session_id <> session_id()
        and executing_statement_start < current_timestamp - interval '0.02' second
      """;

  private final HikariDataSource application;
  private final HikariDataSource engine;
  private final PlatformTransactionManager transactionManager;
  private final JdbcWorkflowStore store;
  private final String waitingSessions;

  private TestDatabase(String url, JdbcStoreSettings settings, String waitingSessions) {
    this.waitingSessions = waitingSessions;
    this.application = pool(url, null);
    new WorkflowSchema(application, settings.tablePrefix()).apply(SchemaMode.AUTO);
    this.engine = pool(url, JdbcWorkflowStore.connectionInitSql(application, settings));
    this.transactionManager = new JdbcTransactionManager(application);
    this.store = JdbcWorkflowStore.create(engine, application, transactionManager, settings);
  }

  /** On a new PostgreSQL database. */
  public static TestDatabase postgres() {
    return new TestDatabase(
        PostgresServer.createDatabase(), JdbcStoreSettings.DEFAULT, POSTGRES_WAITING);
  }

  /** On a new H2 database in memory. */
  public static TestDatabase h2() {
    return new TestDatabase(h2Url(), JdbcStoreSettings.DEFAULT, H2_WAITING);
  }

  /** The same for statements that are made to wait, and must not give up before it is seen. */
  static TestDatabase forRaces(boolean postgres) {
    JdbcStoreSettings standard = JdbcStoreSettings.DEFAULT;
    JdbcStoreSettings patient =
        new JdbcStoreSettings(
            standard.tablePrefix(),
            Duration.ofMillis(500),
            standard.activityIdleTimeout(),
            standard.outcomeIdleTimeout());
    return postgres
        ? new TestDatabase(PostgresServer.createDatabase(), patient, POSTGRES_WAITING)
        : new TestDatabase(h2Url(), patient, H2_WAITING);
  }

  /** The URL of a new, empty H2 database that lives as long as the JVM. */
  public static String h2Url() {
    return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE";
  }

  /** A small pool. */
  static HikariDataSource pool(String url, String initSql) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    if (url.startsWith("jdbc:h2")) {
      config.setUsername("sa");
    }
    config.setConnectionInitSql(initSql);
    config.setMaximumPoolSize(16);
    config.setMinimumIdle(0);
    return new HikariDataSource(config);
  }

  /** The store under test. */
  public JdbcWorkflowStore store() {
    return store;
  }

  /** What transactions of an application are on. */
  public DataSource application() {
    return application;
  }

  /** The engine's own connections. */
  public DataSource engine() {
    return engine;
  }

  /** Manages transactions on {@link #application()}. */
  public PlatformTransactionManager transactionManager() {
    return transactionManager;
  }

  /** Statements for arranging and asserting. */
  public JdbcClient sql() {
    return JdbcClient.create(application);
  }

  /** How many sessions wait for a lock. */
  long waitingSessions() {
    return sql().sql(waitingSessions).query(Long.class).single();
  }

  @Override
  public void close() {
    engine.close();
    application.close();
  }
}
