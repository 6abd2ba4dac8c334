package dev.workflows.autoconfigure.database;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Proves that the engine's connections and the application's lead to the same tables. Otherwise a
 * start inside the application's transaction would be written where no engine looks.
 */
final class SameDatabase {

  private static final String TAKE_LOCK =
      """
      select pg_advisory_xact_lock(?)
      """;

  private static final String TRY_LOCK =
      """
      select pg_try_advisory_xact_lock(?)
      """;

  private static final String POSTGRES_PLACE =
      """
      select current_database(), current_schema()
      """;

  private static final String H2_PLACE =
      """
      select database_path(), database(), schema()
      """;

  private SameDatabase() {}

  /**
   * Checks it.
   *
   * @throws WorkflowException if they differ, or if nothing proves that they do not
   */
  static void check(DataSource application, DataSource engine) {
    if (engine instanceof DelegatingDataSource borrowed
        && borrowed.getTargetDataSource() == application) {
      return;
    }
    try (Connection a = application.getConnection();
        Connection e = engine.getConnection()) {
      String product = a.getMetaData().getDatabaseProductName();
      boolean same =
          product.equals(e.getMetaData().getDatabaseProductName())
              && switch (product) {
                case "PostgreSQL" ->
                    place(a, POSTGRES_PLACE).equals(place(e, POSTGRES_PLACE)) && sharesLocks(a, e);
                case "H2" -> sharesH2(a, e);
                default -> true;
              };
      if (!same) {
        throw differ(a.getMetaData().getURL(), e.getMetaData().getURL());
      }
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  /** The error of a start without its database. */
  static WorkflowException unreachable(Throwable cause) {
    return new WorkflowException(
        ErrorCode.STORE_UNAVAILABLE,
        "The database cannot be reached: %s. Check its URL and its user."
            .formatted(String.valueOf(cause.getMessage()).replaceFirst("\\.$", "")),
        cause);
  }

  /** Advisory locks are the server's and the database's: one that is taken there is taken here. */
  private static boolean sharesLocks(Connection application, Connection engine)
      throws SQLException {
    long key = ThreadLocalRandom.current().nextLong();
    boolean autoCommit = application.getAutoCommit();
    application.setAutoCommit(false);
    try {
      lock(application, TAKE_LOCK, key);
      return !lock(engine, TRY_LOCK, key);
    } finally {
      application.rollback();
      application.setAutoCommit(autoCommit);
    }
  }

  private static boolean lock(Connection connection, String sql, long key) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, key);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return "t".equals(result.getString(1));
      }
    }
  }

  /** An unnamed in-memory database is private to its connection. */
  private static boolean sharesH2(Connection application, Connection engine) throws SQLException {
    List<String> place = place(application, H2_PLACE);
    boolean unnamed = "null".equals(place.get(0)) && place.get(1).startsWith("UNNAMED");
    return !unnamed && place.equals(place(engine, H2_PLACE));
  }

  private static List<String> place(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      List<String> place = new ArrayList<>();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        place.add(String.valueOf(result.getString(i)));
      }
      return place;
    }
  }

  private static WorkflowException differ(String application, String engine) {
    return new WorkflowException(
        ErrorCode.INVALID_CONFIGURATION,
        "The engine's connections (%s) do not reach the application's database (%s). "
                .formatted(withoutParameters(engine), withoutParameters(application))
            + "Let workflow.datasource.url name the same database and schema, and give an in-memory"
            + " H2 a name, as in jdbc:h2:mem:shop.");
  }

  /** Parameters may hold a password. */
  private static String withoutParameters(String url) {
    return url.split("[?;]", 2)[0];
  }
}
