package dev.workflows.autoconfigure.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.autoconfigure.host.BookingWorkflow.Way;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whoever's transaction it is: a commit that nobody knows the end of is not taken for a failure.
 */
class LostReplyTests {

  @Configuration(proxyBeanMethods = false)
  static class LossyConnections {
    @Bean
    static BeanPostProcessor lossyDataSource() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return bean instanceof DataSource dataSource ? new LossyDataSource(dataSource) : bean;
        }
      };
    }
  }

  @ParameterizedTest
  @CsvSource({"JDBC, POSTGRES, 4", "JPA, POSTGRES, 4", "JPA, H2, 4", "JPA, POSTGRES, 1"})
  void keepsWhatWasCommittedAndNothingOfFurtherAttempts(
      Access access, Database database, int attempts) {
    String url = database.create();
    Host host = new Host(Migrations.FLYWAY, access, database);
    try (RunningHost running =
        host.start(
            url,
            LossyConnections.class,
            "workflow.activity.retry.max-attempts=" + attempts,
            "workflow.activity.retry.initial-interval=1ms")) {
      LossyDataSource connections = (LossyDataSource) running.dataSource();
      running.desk().take("uncertain", Way.WHEN_LET_GO);
      running.gate().awaitArrival();

      connections.loseTheNextReply();
      running.gate().open();

      assertThat(running.desk().result("uncertain")).isOne();
      assertThat(connections.hasLostIt()).isTrue();
    }
    assertThat(rows(database.connect(url))).containsExactly("uncertain in attempt 1");
  }

  private static List<String> rows(DataSource database) {
    return JdbcClient.create(database)
        .sql("select id from booking where id like 'uncertain%'")
        .query(String.class)
        .list();
  }
}
