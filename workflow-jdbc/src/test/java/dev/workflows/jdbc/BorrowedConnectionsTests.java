package dev.workflows.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BorrowedConnectionsTests {

  private static final String POSTGRES_SETTINGS =
      """
      select current_setting('lock_timeout'),
        current_setting('idle_in_transaction_session_timeout'), current_setting('enable_seqscan')
      """;
  private static final String H2_SETTINGS = "select lock_timeout()";

  private HikariDataSource application = new HikariDataSource();

  @AfterEach
  void closeApplication() {
    application.close();
  }

  private DataSource borrowedFrom(String url, String theirSettings) {
    return borrowedFrom(url, theirSettings, "TRANSACTION_READ_COMMITTED");
  }

  private DataSource borrowedFrom(String url, String theirSettings, String isolation) {
    application = new HikariDataSource();
    application.setTransactionIsolation(isolation);
    application.setJdbcUrl(url);
    application.setConnectionInitSql(theirSettings);
    application.setMaximumPoolSize(1);
    application.setAutoCommit(false);
    return JdbcWorkflowStore.borrowed(
        application, JdbcStoreSettings.DEFAULT, Duration.ofSeconds(7));
  }

  private static String read(Connection connection, String select) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(select)) {
      row.next();
      StringBuilder values = new StringBuilder();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        values.append(row.getString(i)).append(' ');
      }
      return values.toString().strip();
    }
  }

  @Test
  void arePreparedForPostgresAndGivenBackAsTheyWere() throws SQLException {
    DataSource borrowed =
        borrowedFrom(PostgresServer.createDatabase(), "set lock_timeout = '5s'; commit");

    try (Connection connection = borrowed.getConnection()) {
      assertThat(read(connection, POSTGRES_SETTINGS)).isEqualTo("250ms 3s off");
      assertThat(connection.getNetworkTimeout()).isEqualTo(7_000);
      assertThat(connection.getAutoCommit()).isTrue();
    }

    try (Connection connection = application.getConnection()) {
      assertThat(read(connection, POSTGRES_SETTINGS)).isEqualTo("5s 0 on");
      assertThat(connection.getNetworkTimeout()).isZero();
      assertThat(connection.getAutoCommit()).isFalse();
    }
  }

  @Test
  void arePreparedForH2AndGivenBackAsTheyWere() throws SQLException {
    DataSource borrowed = borrowedFrom(TestDatabase.h2Url(), "set lock_timeout 5000");

    try (Connection connection = borrowed.getConnection()) {
      assertThat(read(connection, H2_SETTINGS)).isEqualTo("250");
    }

    try (Connection connection = application.getConnection()) {
      assertThat(read(connection, H2_SETTINGS)).isEqualTo("5000");
    }
  }

  @ParameterizedTest
  @MethodSource("urls")
  void seeWhatIsDurableWhateverTheApplicationsIsolation(String url) throws SQLException {
    DataSource borrowed = borrowedFrom(url, "select 1", "TRANSACTION_REPEATABLE_READ");

    try (Connection connection = borrowed.getConnection()) {
      assertThat(connection.getTransactionIsolation())
          .isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
    }

    try (Connection connection = application.getConnection()) {
      assertThat(connection.getTransactionIsolation())
          .isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
    }
  }

  private static Stream<String> urls() {
    return Stream.of(TestDatabase.h2Url(), PostgresServer.createDatabase());
  }

  @Test
  void keepTheApplicationsOwnBound() throws SQLException {
    DataSource borrowed =
        borrowedFrom(PostgresServer.createDatabase() + "&socketTimeout=77", "select 1");

    try (Connection connection = borrowed.getConnection()) {
      assertThat(connection.getNetworkTimeout()).isEqualTo(77_000);
    }
  }

  @Test
  void areNotGivenBackWhenTheyCannotBeMadeWhatTheyWere() throws SQLException {
    DataSource borrowed = borrowedFrom(PostgresServer.createDatabase(), "select 1");
    String backend = "select pg_backend_pid()";

    String first;
    try (Connection connection = borrowed.getConnection()) {
      first = read(connection, backend);
      connection.setAutoCommit(false);
      assertThat(failsOn(connection)).isTrue();
    }

    try (Connection connection = application.getConnection()) {
      assertThat(read(connection, backend)).isNotEqualTo(first);
    }
  }

  /** After it PostgreSQL takes no statement on this connection until a roll back. */
  private static boolean failsOn(Connection connection) {
    try {
      read(connection, "select 1 / 0");
      return false;
    } catch (SQLException e) {
      return true;
    }
  }
}
