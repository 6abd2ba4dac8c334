package dev.workflows.autoconfigure.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.WorkflowStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Whoever takes all connections must not make a node late, which would cost it its runs. */
class ExhaustedPoolTests {

  private static final int SIZE = 2;

  static Stream<String> urls() {
    return Stream.of(
        PostgresServer.createDatabase(),
        "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE");
  }

  private static ApplicationContextRunner application(String url) {
    return new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                DataSourceAutoConfiguration.class,
                DataSourceTransactionManagerAutoConfiguration.class,
                WorkflowDatabaseAutoConfiguration.class))
        .withPropertyValues(
            "spring.datasource.url=" + url,
            "spring.datasource.hikari.maximum-pool-size=" + SIZE,
            "workflow.datasource.maximum-pool-size=" + SIZE);
  }

  @ParameterizedTest
  @MethodSource("urls")
  void keepsNoHeartbeatWaiting(String url) {
    application(url)
        .run(
            context -> {
              EngineDatabase database = context.getBean(EngineDatabase.class);
              OwnershipStore ownership = context.getBean(WorkflowStore.class).ownership();
              UUID node = UUID.randomUUID();
              ownership.register(new OwnershipStore.NodeRow(node, "here", "1"));

              exhausting(
                  List.of(database.application(), database.engine()),
                  () -> assertThat(ownership.heartbeat(node)).isPresent());
            });
  }

  @ParameterizedTest
  @MethodSource("urls")
  void keepsNothingOfTheEngineWaitingForTheApplication(String url) {
    application(url)
        .run(
            context -> {
              WorkflowStore store = context.getBean(WorkflowStore.class);

              exhausting(
                  List.of(context.getBean(DataSource.class)),
                  () -> assertThat(store.histories().length(UUID.randomUUID())).isZero());
            });
  }

  private static void exhausting(List<DataSource> pools, Runnable work) throws SQLException {
    List<Connection> taken = new ArrayList<>();
    try {
      for (DataSource pool : pools) {
        for (int i = 0; i < SIZE; i++) {
          taken.add(pool.getConnection());
        }
      }
      work.run();
    } finally {
      for (Connection connection : taken) {
        connection.close();
      }
    }
  }
}
