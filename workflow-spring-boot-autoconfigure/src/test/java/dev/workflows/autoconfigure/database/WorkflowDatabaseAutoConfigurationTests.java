package dev.workflows.autoconfigure.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.WorkflowException;
import dev.workflows.jdbc.JdbcStoreSettings;
import dev.workflows.jdbc.JdbcWorkflowStore;
import dev.workflows.jdbc.SchemaMode;
import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.InMemoryWorkflowStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class WorkflowDatabaseAutoConfigurationTests {

  private final String url =
      "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE";

  private final ApplicationContextRunner withoutDataSource =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(WorkflowDatabaseAutoConfiguration.class));

  private final ApplicationContextRunner runner =
      withoutDataSource
          .withConfiguration(
              AutoConfigurations.of(
                  DataSourceAutoConfiguration.class,
                  DataSourceTransactionManagerAutoConfiguration.class))
          .withPropertyValues("spring.datasource.url=" + url);

  @Test
  void makesTheStoreAndItsTables() {
    runner.run(
        context -> {
          assertThat(context.getBean(WorkflowStore.class)).isInstanceOf(JdbcWorkflowStore.class);
          assertThat(tables(context.getBean(DataSource.class)))
              .contains("WORKFLOW_RUN", "WORKFLOW_EVENT", "WORKFLOW_INBOX");
        });
  }

  @Test
  void worksOnTheDatabaseThatBootEmbeds() {
    withoutDataSource
        .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
        .run(context -> assertThat(context).hasSingleBean(WorkflowStore.class));
  }

  @Test
  void refusesADatabaseThatEachConnectionHasForItself() {
    runner
        .withPropertyValues("spring.datasource.url=jdbc:h2:mem:")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasMessageContaining("give an in-memory H2 a name"));
  }

  @Test
  void keepsItsPoolToItself() {
    runner.run(
        context -> {
          assertThat(context).hasSingleBean(DataSource.class);
          EngineDatabase database = context.getBean(EngineDatabase.class);
          assertThat(database.engine())
              .isInstanceOf(HikariDataSource.class)
              .isNotSameAs(database.application());
          context.close();
          assertThat(((HikariDataSource) database.engine()).isClosed()).isTrue();
        });
  }

  @Test
  void givesWayToAnotherStore() {
    runner
        .withBean(WorkflowStore.class, () -> new InMemoryWorkflowStore(InstantSource.system()))
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(EngineDatabase.class);
              assertThat(tables(context.getBean(DataSource.class))).doesNotContain("WORKFLOW_RUN");
            });
  }

  @Test
  void isAbsentWithoutBootsJdbcModule() {
    withoutDataSource
        .withClassLoader(new FilteredClassLoader("org.springframework.boot.jdbc"))
        .run(context -> assertThat(context).doesNotHaveBean(WorkflowStore.class));
  }

  @Test
  void followsTheProperties() {
    runner
        .withPropertyValues(
            "workflow.table-prefix=wf_",
            "workflow.activity.transaction-idle-timeout=7s",
            "workflow.datasource.maximum-pool-size=3")
        .run(
            context -> {
              JdbcStoreSettings settings = context.getBean(JdbcStoreSettings.class);
              assertThat(settings.activityIdleTimeout()).isEqualTo(Duration.ofSeconds(7));
              assertThat(tables(context.getBean(DataSource.class))).contains("WF_RUN");
              HikariDataSource engine =
                  (HikariDataSource) context.getBean(EngineDatabase.class).engine();
              assertThat(engine.getMaximumPoolSize()).isEqualTo(3);
            });
  }

  @Test
  void refusesAPrefixThatIsNoName() {
    runner
        .withPropertyValues("workflow.table-prefix=x;drop")
        .run(context -> assertThat(context).getFailure().hasMessageContaining("[WF-302]"));
  }

  @Test
  void refusesToStartWithoutTheTablesItMayNotMake() {
    runner
        .withPropertyValues("workflow.schema.mode=validate")
        .run(context -> assertThat(context).getFailure().hasMessageContaining("[WF-304]"));
  }

  @Test
  void saysThatThereIsNoDataSource() {
    withoutDataSource.run(
        context ->
            assertThat(context)
                .getFailure()
                .hasMessageContaining("[WF-302] There is no DataSource to keep workflows in"));
  }

  @Test
  void asksWhichOfSeveralDataSourcesIsMeant() {
    withoutDataSource
        .withUserConfiguration(Several.class)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasMessageContaining("[WF-302] There are several DataSources: [one, two]"));
  }

  @Test
  void usesThePrimaryDataSource() {
    withoutDataSource
        .withUserConfiguration(Chosen.class)
        .run(
            context ->
                assertThat(context.getBean(EngineDatabase.class).application())
                    .isSameAs(context.getBean("chosen")));
  }

  @Test
  void refusesConnectionsOfItsOwnThatLeadElsewhere() {
    runner
        .withPropertyValues("workflow.datasource.url=jdbc:h2:mem:elsewhere")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasMessageContaining("do not reach the application's database"));
  }

  @Test
  void saysWhichConnectionsCannotBeMade() {
    runner
        .withPropertyValues("workflow.datasource.url=nonsense?password=secret")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasMessageContaining("[WF-302] The engine's own connections cannot be made")
                    .hasMessageContaining("workflow.datasource")
                    .hasMessageNotContaining("secret"));
    runner
        .withPropertyValues("workflow.datasource.url=jdbc:h2:mem:missing;IFEXISTS=TRUE")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasMessageContaining("[WF-401] The engine's own connections cannot be made"));
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "VALIDATE"})
  void saysThatTheDatabaseCannotBeReached(SchemaMode mode) {
    DataSource away = new DriverManagerDataSource("jdbc:h2:mem:missing;IFEXISTS=TRUE");
    WorkflowSchemaInitializer schema = new WorkflowSchemaInitializer(away, "workflow_", mode);

    assertThatThrownBy(schema::afterPropertiesSet)
        .isInstanceOf(WorkflowException.class)
        .hasMessageStartingWith("[WF-401] The database cannot be reached: ");
  }

  private static List<String> tables(DataSource dataSource) {
    return JdbcClient.create(dataSource)
        .sql("select table_name from information_schema.tables")
        .query(String.class)
        .list();
  }

  @Configuration(proxyBeanMethods = false)
  static class Several {
    @Bean
    DataSource one() {
      return new DriverManagerDataSource("jdbc:h2:mem:one");
    }

    @Bean
    DataSource two() {
      return new DriverManagerDataSource("jdbc:h2:mem:two");
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Chosen extends Several {
    @Bean
    @Primary
    DataSource chosen() {
      return new DriverManagerDataSource("jdbc:h2:mem:chosen;DB_CLOSE_DELAY=-1");
    }
  }
}
