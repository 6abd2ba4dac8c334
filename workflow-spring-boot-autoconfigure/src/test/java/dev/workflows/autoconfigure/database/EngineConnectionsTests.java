package dev.workflows.autoconfigure.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.autoconfigure.WorkflowProperties;
import dev.workflows.jdbc.JdbcStoreSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.core.PGStream;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PgConnection;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.test.util.ReflectionTestUtils;

/** What the engine's connections to PostgreSQL are bounded by, however they come about. */
class EngineConnectionsTests {

  private static String url = "";

  @BeforeAll
  static void createDatabase() {
    url = PostgresServer.createDatabase();
  }

  /** How an application may make its connections. */
  private interface Application {
    DataSource to(String url);
  }

  private static final Application BY_URL = EngineConnectionsTests::pool;

  private static final Application BY_DRIVER =
      url -> {
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSourceClassName(PGSimpleDataSource.class.getName());
        pool.addDataSourceProperty("url", url);
        return pool;
      };

  private static final Application BY_DATA_SOURCE =
      url -> {
        PGSimpleDataSource target = new PGSimpleDataSource();
        target.setUrl(url);
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(target);
        return pool;
      };

  private static final Application OF_ANOTHER_KIND = DriverManagerDataSource::new;

  private static HikariDataSource pool(String url) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    return pool;
  }

  static Stream<Named<Application>> applications() {
    return Stream.of(
        Named.of("Hikari by its URL", BY_URL),
        Named.of("Hikari by a driver's class", BY_DRIVER),
        Named.of("Hikari around a data source", BY_DATA_SOURCE),
        Named.of("another pool", OF_ANOTHER_KIND));
  }

  private static EngineDatabase database(
      @Nullable String own, DataSource application, @Nullable JdbcConnectionDetails details) {
    return new EnginePool(
            new WorkflowProperties.Datasource(own, null, null, null, 2),
            Duration.ofSeconds(10),
            JdbcStoreSettings.DEFAULT)
        .create(application, details);
  }

  private static void assertBounded(DataSource connections, int socketTimeout) throws SQLException {
    try (Connection connection = connections.getConnection()) {
      JdbcClient sql = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      assertThat(setting(sql, "lock_timeout")).isEqualTo("250ms");
      assertThat(setting(sql, "idle_in_transaction_session_timeout")).isEqualTo("3s");
      assertThat(connection.getNetworkTimeout()).isEqualTo(socketTimeout);
    }
  }

  private static String setting(JdbcClient sql, String name) {
    return sql.sql("show " + name).query(String.class).single();
  }

  private static void assertBounded(EngineDatabase database, int socketTimeout)
      throws SQLException {
    assertBounded(database.engine(), socketTimeout);
    assertBounded(database.heartbeats(), socketTimeout);
  }

  private static boolean keepsAlive(DataSource connections) throws Exception {
    try (Connection connection = connections.getConnection()) {
      Object executor = connection.unwrap(PgConnection.class).getQueryExecutor();
      PGStream stream = (PGStream) ReflectionTestUtils.getField(executor, "pgStream");
      return Objects.requireNonNull(stream).getSocket().getKeepAlive();
    }
  }

  private static void close(DataSource application) {
    if (application instanceof HikariDataSource pool) {
      pool.close();
    }
  }

  @ParameterizedTest
  @MethodSource("applications")
  void areBoundedHoweverTheApplicationMakesItsOwn(Application made) throws SQLException {
    DataSource application = made.to(url);
    try (EngineDatabase database = database(null, application, null)) {
      assertBounded(database, 10_000);
      try (Connection theirs = application.getConnection()) {
        assertThat(theirs.getNetworkTimeout()).isZero();
      }
    } finally {
      close(application);
    }
  }

  @ParameterizedTest
  @MethodSource("applications")
  void waitAsLongAsTheApplicationSays(Application made) throws SQLException {
    DataSource application = made.to(url + "&socketTimeout=77");
    try (EngineDatabase database = database(null, application, null)) {
      assertBounded(database, 77_000);
    } finally {
      close(application);
    }
  }

  @Test
  void areBoundedWhenTheyHaveAUrlOfTheirOwn() throws Exception {
    try (EngineDatabase database = database(url, new DriverManagerDataSource(url), null)) {
      assertBounded(database, 10_000);
      assertThat(keepsAlive(database.engine())).isTrue();
    }
  }

  @Test
  void areBoundedWhenTheyFollowConnectionDetails() throws Exception {
    JdbcConnectionDetails details = new Details(url);
    try (EngineDatabase database = database(null, new DriverManagerDataSource(url), details)) {
      assertBounded(database, 10_000);
      assertThat(keepsAlive(database.engine())).isTrue();
    }
  }

  @Test
  void keepTheirSocketsAliveWhereTheyAreCopied() throws Exception {
    for (Application made : List.of(BY_URL, BY_DRIVER)) {
      DataSource application = made.to(url);
      try (EngineDatabase database = database(null, application, null)) {
        assertThat(keepsAlive(database.engine())).isTrue();
        assertThat(keepsAlive(application)).isFalse();
      } finally {
        close(application);
      }
    }
  }

  /** Where Boot has made the application's connections to. */
  private record Details(String getJdbcUrl) implements JdbcConnectionDetails {

    @Override
    public String getUsername() {
      return "postgres";
    }

    @Override
    public String getPassword() {
      return "";
    }
  }
}
