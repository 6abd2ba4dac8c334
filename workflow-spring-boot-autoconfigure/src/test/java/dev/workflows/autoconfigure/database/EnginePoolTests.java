package dev.workflows.autoconfigure.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.autoconfigure.WorkflowProperties;
import dev.workflows.jdbc.JdbcStoreSettings;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

class EnginePoolTests {

  private final String h2 = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  private @Nullable EngineDatabase made;

  @AfterEach
  void close() {
    if (made != null) {
      made.close();
    }
  }

  @Test
  void copiesThePoolOfTheApplicationBehindItsProxies() {
    try (HikariDataSource application = pool(h2)) {
      application.setAutoCommit(false);
      application.setMaximumPoolSize(3);
      application.setConnectionInitSql("set @application = 7");

      HikariDataSource engine =
          hikari(create(new LazyConnectionDataSourceProxy(application), null));

      assertThat(engine.getPoolName()).isEqualTo("workflow-engine");
      assertThat(engine.getMaximumPoolSize()).isEqualTo(5);
      assertThat(engine.isAutoCommit()).isTrue();
      assertThat(engine.getJdbcUrl()).isEqualTo(h2);
      assertThat(JdbcClient.create(engine).sql("select @application").query(Integer.class).single())
          .isEqualTo(7);
      assertThat(application.getPoolName()).isNotEqualTo("workflow-engine");
    }
  }

  @Test
  void keepsAConnectionForHeartbeatsAlone() {
    try (HikariDataSource application = pool(h2)) {
      create(application, null);

      HikariDataSource heartbeats = hikari(Objects.requireNonNull(made).heartbeats());
      assertThat(heartbeats.getPoolName()).isEqualTo("workflow-heartbeat");
      assertThat(heartbeats.getMaximumPoolSize()).isEqualTo(1);
    }
  }

  @Test
  void boundsHowLongPostgresMayKeepItWaiting() {
    String url = PostgresServer.createDatabase();
    try (HikariDataSource application = pool(url)) {
      HikariDataSource engine = hikari(create(application, null));

      assertThat(engine.getJdbcUrl())
          .isEqualTo(url + "&connectTimeout=5&socketTimeout=10&tcpKeepAlive=true");
      assertThat(application.getJdbcUrl()).isEqualTo(url);
      assertThat(JdbcClient.create(engine).sql("show lock_timeout").query(String.class).single())
          .isEqualTo("250ms");
    }
  }

  @Test
  void keepsWhatTheApplicationSaysOfWaiting() {
    String url = PostgresServer.createDatabase() + "&socketTimeout=77";
    try (HikariDataSource application = pool(url)) {
      application.addDataSourceProperty("tcpKeepAlive", "false");

      assertThat(hikari(create(application, null)).getJdbcUrl())
          .isEqualTo(url + "&connectTimeout=5");
    }
  }

  @Test
  void followsTheConnectionDetailsOfAnotherKindOfPool() {
    HikariDataSource engine =
        hikari(create(new DriverManagerDataSource(h2, "sa", ""), details(h2)));

    assertThat(engine.getJdbcUrl()).isEqualTo(h2);
    assertThat(engine.getUsername()).isEqualTo("sa");
  }

  @Test
  void followsItsOwnPropertiesFirst() {
    WorkflowProperties.Datasource properties =
        new WorkflowProperties.Datasource(h2, "sa", "", null, 2);

    HikariDataSource engine =
        hikari(create(properties, new DriverManagerDataSource("jdbc:h2:mem:other"), null));

    assertThat(engine.getJdbcUrl()).isEqualTo(h2);
    assertThat(engine.getMinimumIdle()).isEqualTo(2);
  }

  @Test
  void borrowsTheApplicationsConnectionsIfItCannotTellHowTheyAreMade() {
    DataSource application = new DriverManagerDataSource(h2);

    DataSource engine = create(application, null);

    assertThat(engine).isNotInstanceOf(HikariDataSource.class);
    assertThat(Objects.requireNonNull(made).heartbeats()).isSameAs(engine);
    assertThat(JdbcClient.create(engine).sql("call database()").query(String.class).single())
        .isEqualTo(
            JdbcClient.create(application).sql("call database()").query(String.class).single());
  }

  private DataSource create(DataSource application, @Nullable JdbcConnectionDetails details) {
    return create(
        new WorkflowProperties.Datasource(null, null, null, null, 5), application, details);
  }

  private DataSource create(
      WorkflowProperties.Datasource properties,
      DataSource application,
      @Nullable JdbcConnectionDetails details) {
    EngineDatabase created =
        new EnginePool(properties, Duration.ofSeconds(10), JdbcStoreSettings.DEFAULT)
            .create(application, details);
    made = created;
    return created.engine();
  }

  private static HikariDataSource hikari(DataSource dataSource) {
    assertThat(dataSource).isInstanceOf(HikariDataSource.class);
    return (HikariDataSource) dataSource;
  }

  private static HikariDataSource pool(String url) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    return pool;
  }

  private static JdbcConnectionDetails details(String url) {
    return new JdbcConnectionDetails() {
      @Override
      public String getUsername() {
        return "sa";
      }

      @Override
      public String getPassword() {
        return "";
      }

      @Override
      public String getJdbcUrl() {
        return url;
      }
    };
  }
}
