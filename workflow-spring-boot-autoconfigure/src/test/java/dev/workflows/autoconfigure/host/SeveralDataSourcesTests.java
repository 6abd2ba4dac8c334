package dev.workflows.autoconfigure.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.autoconfigure.host.BookingWorkflow.Way;
import jakarta.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An application with a shop, where workflows are kept, and an archive. */
class SeveralDataSourcesTests {

  @Configuration(proxyBeanMethods = false)
  static class ShopAndArchive {
    @Bean
    @Primary
    DataSource shop(DataSourceProperties properties) {
      return properties.initializeDataSourceBuilder().build();
    }

    @Bean
    DataSource archive() {
      return new DriverManagerDataSource("jdbc:h2:mem:archive;DB_CLOSE_DELAY=-1");
    }

    @Bean
    @Primary
    JpaTransactionManager shopTransactions(EntityManagerFactory entities) {
      return new JpaTransactionManager(entities);
    }

    @Bean
    PlatformTransactionManager archiveTransactions(@Qualifier("archive") DataSource archive) {
      return new JdbcTransactionManager(archive);
    }
  }

  private final Host host = new Host(Migrations.LIQUIBASE, Access.JPA, Database.H2);

  @Test
  void keepsWorkflowsInThePrimaryOneAndJoinsItsTransactionsOnly() {
    try (RunningHost running = host.start(Database.H2.create(), ShopAndArchive.class)) {
      TransactionTemplate archiving =
          new TransactionTemplate(
              running.context().getBean("archiveTransactions", PlatformTransactionManager.class));

      assertThatThrownBy(
              () ->
                  archiving.executeWithoutResult(
                      status -> {
                        running.desk().take("archived", Way.AT_ONCE);
                        throw new IllegalStateException("The archive is full");
                      }))
          .hasMessage("The archive is full");

      assertThat(running.desk().result("archived")).isOne();
      assertThat(running.desk().count("archived")).isOne();
      assertThat(tablesOf(running.context().getBean("archive", DataSource.class))).isZero();
    }
  }

  private static long tablesOf(DataSource archive) {
    return JdbcClient.create(archive)
        .sql("select count(*) from information_schema.tables where table_schema = 'PUBLIC'")
        .query(Long.class)
        .single();
  }
}
