package dev.workflows.autoconfigure.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.WorkflowNotFoundException;
import dev.workflows.autoconfigure.host.BookingWorkflow.Way;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

/** What applications with JPA do that others do not. */
class JpaHostTests {

  private final Host migrated = new Host(Migrations.FLYWAY, Access.JPA, Database.H2);
  private final Host generated = new Host(Migrations.NEITHER, Access.JPA, Database.H2);

  @Configuration(proxyBeanMethods = false)
  static class EntitiesBehindAProxy {
    @Bean
    LocalContainerEntityManagerFactoryBean entityManagerFactory(DataSource dataSource) {
      LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
      factory.setDataSource(new LazyConnectionDataSourceProxy(dataSource));
      factory.setPackagesToScan(Booking.class.getPackageName());
      factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
      return factory;
    }
  }

  @Test
  void joinsTransactionsThatAreBoundToAProxyOfTheDataSource() {
    try (RunningHost running = migrated.start(Database.H2.create(), EntitiesBehindAProxy.class)) {
      assertThatThrownBy(() -> running.desk().takeAndThinkBetter("regretted"))
          .hasMessage("Thought better of regretted");
      assertThatExceptionOfType(WorkflowNotFoundException.class)
          .isThrownBy(() -> running.desk().get("regretted").describe());

      running.desk().take("retried", Way.AT_THE_SECOND_ATTEMPT);
      assertThat(running.desk().result("retried")).isEqualTo(2);
      assertThat(running.desk().count("retried")).isOne();
    }
  }

  @Test
  void keepsItsTablesWhenHibernateDropsTheEntities() {
    String url = Database.H2.create();
    String dropping = "spring.jpa.hibernate.ddl-auto=create-drop";
    try (RunningHost first = generated.start(url, dropping)) {
      first.desk().take("kept", Way.AT_ONCE);
      assertThat(first.desk().result("kept")).isOne();
    }

    try (RunningHost second = generated.start(url, dropping)) {
      assertThat(second.desk().count("kept")).isZero();
      assertThat(second.desk().result("kept")).isOne();
    }
  }

  @Test
  void comesAfterAScriptThatWaitsForTheEntities() {
    try (RunningHost running =
        generated.start(
            Database.H2.create(),
            "spring.jpa.defer-datasource-initialization=true",
            "spring.sql.init.mode=always",
            "spring.sql.init.data-locations=classpath:host/data.sql")) {
      assertThat(running.desk().count("by script")).isOne();

      running.desk().take("after it", Way.AT_ONCE);

      assertThat(running.desk().result("after it")).isOne();
    }
  }
}
