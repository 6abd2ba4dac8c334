package dev.workflows.autoconfigure.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.spi.WorkflowStore;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The application migrates the same database with its own Liquibase. */
class HostLiquibaseTests {

  static List<String> urls() {
    return List.of(
        "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", PostgresServer.createDatabase());
  }

  @ParameterizedTest
  @MethodSource("urls")
  void letsTheApplicationMigrateFirstAndItselfEachTime(String url) {
    ApplicationContextRunner runner =
        new ApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    JdbcClientAutoConfiguration.class,
                    LiquibaseAutoConfiguration.class,
                    WorkflowDatabaseAutoConfiguration.class))
            .withPropertyValues(
                "spring.datasource.url=" + url,
                "spring.liquibase.change-log=classpath:host-changelog.sql");

    for (int start = 0; start < 2; start++) {
      runner.run(
          context -> {
            assertThat(context).hasSingleBean(WorkflowStore.class);
            assertThat(tables(context.getBean(JdbcClient.class)))
                .contains(
                    "host_table",
                    "databasechangelog",
                    "workflow_run",
                    "workflow_databasechangelog");
            assertThat(dependencies(context.getBeanFactory(), "workflowSchemaInitializer"))
                .contains("liquibase");
            assertThat(dependencies(context.getBeanFactory(), "jdbcTemplate"))
                .contains("liquibase", "workflowSchemaInitializer");
          });
    }
  }

  private static List<String> dependencies(
      org.springframework.beans.factory.config.ConfigurableListableBeanFactory beans, String name) {
    String[] dependencies = beans.getBeanDefinition(name).getDependsOn();
    return dependencies == null ? List.of() : List.of(dependencies);
  }

  private static List<String> tables(JdbcClient sql) {
    return sql
        .sql("select table_name from information_schema.tables")
        .query(String.class)
        .list()
        .stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .toList();
  }
}
