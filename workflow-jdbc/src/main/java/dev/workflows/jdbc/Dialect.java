package dev.workflows.jdbc;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** What a database can do, and the statements only it understands. */
interface Dialect {

  /** Whether only one process can open this database. */
  boolean exclusive();

  /** Whether a thread that waits for this database may be interrupted. */
  boolean survivesInterrupts();

  /** Whether all that is to be written at once fits into one statement. */
  boolean writesInOneStatement();

  /** The clause that keeps others from changing the rows that were read. */
  String shareLock();

  /** What is set on every connection that the engine uses, by the names of the settings. */
  Map<String, String> connectionSettings(JdbcStoreSettings settings);

  /** An expression for the literal that a setting of the connection now has. */
  String literalOf(String setting);

  /** The statements that make these settings for as long as a connection lives. */
  default String set(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> "set %s = %s".formatted(setting.getKey(), setting.getValue()))
        .collect(Collectors.joining(";\n"));
  }

  /** The file of plain statements that make the tables, beside this class. */
  String schemaScript();

  /**
   * Queries that try to keep other processes from changing the schema, for a session; each says at
   * once whether it could. There may be none.
   */
  List<String> trySchemaLock();

  /** Statements that end {@link #trySchemaLock()}. */
  List<String> schemaUnlock();

  /**
   * Statements that bound, for this transaction alone, how long it may be idle; may be none.
   *
   * @param millis how long
   */
  List<String> limitIdleTime(long millis);

  /** Writes turns. */
  TurnWriter turns(TableNames tables);

  /** Writes starts. */
  StartWriter starts(TableNames tables);

  /** Writes messages and terminations. */
  MessageWriter messages(TableNames tables);

  /** Moves runs between nodes. */
  OwnershipWriter ownership(TableNames tables);

  /**
   * The dialect of the database behind a data source.
   *
   * @throws WorkflowException if there is none
   */
  static Dialect of(DataSource dataSource) {
    Connection connection = DataSourceUtils.getConnection(dataSource);
    try {
      return of(connection.getMetaData());
    } catch (SQLException e) {
      throw SqlErrors.noConnection(e);
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }

  private static Dialect of(DatabaseMetaData database) throws SQLException {
    String product = database.getDatabaseProductName();
    int version = database.getDatabaseMajorVersion();
    if (product.equals("PostgreSQL") && version >= PostgresDialect.OLDEST) {
      return new PostgresDialect();
    }
    if (product.equals("H2") && version >= H2Dialect.OLDEST) {
      return new H2Dialect(database.getURL());
    }
    throw new WorkflowException(
        ErrorCode.UNSUPPORTED_DATABASE,
        "Workflows cannot be kept in %s %s. Use PostgreSQL 14 or later, or H2 2."
            .formatted(product, database.getDatabaseProductVersion()));
  }
}
