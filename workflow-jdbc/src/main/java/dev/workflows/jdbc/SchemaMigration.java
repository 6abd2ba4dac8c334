package dev.workflows.jdbc;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.ResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A private run of Liquibase with tracking tables of its own, so that the application's is not
 * touched. Liquibase's own lock does not keep processes apart that find no tracking tables yet; a
 * lock of the database does, and one of this JVM where the database has none.
 */
final class SchemaMigration {

  private static final ReentrantLock IN_THIS_JVM = new ReentrantLock();

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long PAUSE_MILLIS = 50;

  private static final String CHANGELOG = "dev/workflows/jdbc/changelog.sql";

  /** Liquibase reports each run over the network unless it is told not to. */
  private static final String ANALYTICS_ENABLED = "liquibase.analytics.enabled";

  private SchemaMigration() {}

  static void run(DataSource dataSource, TableNames tables) {
    Dialect dialect = Dialect.of(dataSource);
    IN_THIS_JVM.lock();
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(true);
      JdbcClient sql = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      dialect.trySchemaLock().forEach(lock -> await(sql, lock));
      try {
        migrate(connection, tables);
      } finally {
        connection.setAutoCommit(true);
        dialect.schemaUnlock().forEach(unlock -> sql.sql(unlock).query().listOfRows());
      }
    } catch (SQLException e) {
      throw failed(e);
    } finally {
      IN_THIS_JVM.unlock();
    }
  }

  /**
   * Asks again and again: a query that waited itself would fail where the application lets its
   * connections wait for an answer for less time than others take to make the tables.
   */
  private static void await(JdbcClient sql, String lock) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!sql.sql(lock).query(Boolean.class).single()) {
      if (System.nanoTime() - deadline > 0) {
        throw new WorkflowException(
            ErrorCode.INVALID_SCHEMA,
            "Another process has been making the tables for %s. Look whether it stands still."
                .formatted(PATIENCE));
      }
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failed(e);
      }
    }
  }

  /** On the connection that holds the lock, so that a pool of one is enough. */
  private static void migrate(Connection connection, TableNames tables) {
    Map<String, Object> quietly =
        Map.of(ANALYTICS_ENABLED, false, Scope.Attr.ui.name(), new LoggerUIService());
    try {
      Scope.child(quietly, () -> update(connection, tables));
    } catch (Exception e) {
      throw failed(e);
    }
  }

  private static void update(Connection connection, TableNames tables) throws LiquibaseException {
    Database database =
        DatabaseFactory.getInstance()
            .findCorrectDatabaseImplementation(new JdbcConnection(connection));
    database.setDatabaseChangeLogTableName(tables.prefix() + "databasechangelog");
    database.setDatabaseChangeLogLockTableName(tables.prefix() + "databasechangeloglock");
    ResourceAccessor files =
        new ClassLoaderResourceAccessor(SchemaMigration.class.getClassLoader());
    Liquibase liquibase = new Liquibase(CHANGELOG, files, database);
    liquibase.setChangeLogParameter("prefix", tables.prefix());
    liquibase.setShowSummary(UpdateSummaryEnum.OFF);
    liquibase.update(new Contexts(), new LabelExpression());
  }

  private static WorkflowException failed(Exception cause) {
    return new WorkflowException(
        ErrorCode.INVALID_SCHEMA,
        "The tables could not be made: %s. Let the user change tables, or make them yourself and "
                .formatted(cause.getMessage())
            + "set the schema mode to 'validate'.",
        cause);
  }
}
