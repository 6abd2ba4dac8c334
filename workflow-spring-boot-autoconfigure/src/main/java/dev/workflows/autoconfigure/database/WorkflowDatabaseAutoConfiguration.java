package dev.workflows.autoconfigure.database;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.autoconfigure.WorkflowProperties;
import dev.workflows.engine.EngineSettings;
import dev.workflows.jdbc.JdbcStoreSettings;
import dev.workflows.jdbc.JdbcWorkflowStore;
import dev.workflows.spi.WorkflowStore;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;

/** Auto-configuration for the store on the application's database. */
@AutoConfiguration(
    after = {
      DataSourceAutoConfiguration.class,
      DataSourceTransactionManagerAutoConfiguration.class
    },
    afterName = {
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
      "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration"
    })
@ConditionalOnClass({DataSource.class, JdbcConnectionDetails.class})
@ConditionalOnMissingBean(WorkflowStore.class)
@EnableConfigurationProperties(WorkflowProperties.class)
public final class WorkflowDatabaseAutoConfiguration {

  private static final Logger LOG =
      LoggerFactory.getLogger(WorkflowDatabaseAutoConfiguration.class);

  @Bean
  JdbcStoreSettings workflowStoreSettings(WorkflowProperties properties) {
    JdbcStoreSettings standard = JdbcStoreSettings.DEFAULT;
    return new JdbcStoreSettings(
        Objects.requireNonNullElse(properties.tablePrefix(), standard.tablePrefix()),
        standard.lockTimeout(),
        Objects.requireNonNullElse(
            properties.activity().transactionIdleTimeout(), standard.activityIdleTimeout()),
        standard.outcomeIdleTimeout());
  }

  @Bean
  EngineDatabase workflowEngineDatabase(
      WorkflowProperties properties,
      JdbcStoreSettings settings,
      ObjectProvider<DataSource> dataSources,
      ObjectProvider<JdbcConnectionDetails> details,
      ConfigurableListableBeanFactory beans) {
    DataSource application = application(dataSources);
    EnginePool pool =
        new EnginePool(
            properties.datasource(),
            Objects.requireNonNullElseGet(
                properties.worker().lease(), () -> EngineSettings.defaults(false).lease()),
            settings);
    EngineDatabase database =
        pool.create(application, isMadeByBoot(beans) ? details.getIfUnique() : null);
    try {
      SameDatabase.check(application, database.engine());
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
    H2Durability.warning(application).ifPresent(LOG::warn);
    return database;
  }

  @Bean
  WorkflowSchemaInitializer workflowSchemaInitializer(
      WorkflowProperties properties,
      JdbcStoreSettings settings,
      ObjectProvider<DataSource> dataSources) {
    return new WorkflowSchemaInitializer(
        application(dataSources), settings.tablePrefix(), properties.schema().mode());
  }

  @Bean
  EngineTransactions workflowEngineTransactions(
      EngineDatabase database, ConfigurableListableBeanFactory beans) {
    return new EngineTransactions(beans, database.application());
  }

  @Bean
  WorkflowStore workflowStore(
      EngineDatabase database,
      JdbcStoreSettings settings,
      EngineTransactions transactions,
      WorkflowSchemaInitializer schema) {
    return JdbcWorkflowStore.create(
        database.engine(),
        database.heartbeats(),
        database.application(),
        transactions.manager(),
        settings);
  }

  private static DataSource application(ObjectProvider<DataSource> dataSources) {
    DataSource dataSource;
    try {
      dataSource = dataSources.getIfAvailable();
    } catch (NoUniqueBeanDefinitionException e) {
      throw noDataSource(
          "There are several DataSources: %s. Mark the one that workflows are kept in @Primary."
              .formatted(e.getBeanNamesFound()),
          e);
    }
    if (dataSource == null) {
      throw noDataSource(
          "There is no DataSource to keep workflows in. Set spring.datasource.url, and add the"
              + " driver of H2 or PostgreSQL to the class path.",
          null);
    }
    return dataSource;
  }

  private static WorkflowException noDataSource(String message, @Nullable Exception cause) {
    return new WorkflowException(ErrorCode.INVALID_CONFIGURATION, message, cause);
  }

  /** Connection details tell nothing of a DataSource that the application made itself. */
  private static boolean isMadeByBoot(ConfigurableListableBeanFactory beans) {
    for (String name : beans.getBeanNamesForType(DataSource.class, true, false)) {
      if (beans.containsBeanDefinition(name)) {
        BeanDefinition definition = beans.getBeanDefinition(name);
        String factory = definition.getFactoryBeanName();
        if (factory != null && factory.startsWith("org.springframework.boot.")) {
          return true;
        }
      }
    }
    return false;
  }
}
