package dev.workflows.autoconfigure.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.definition.ActivityTransactionRule.UnusableTransactionException;
import java.lang.reflect.Method;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.ResourceTransactionManager;
import org.springframework.util.ClassUtils;

class EngineTransactionsTests {

  @SuppressWarnings("unused")
  static class Activities {
    public void none() {}

    @Transactional
    public void standard() {}

    @Transactional(readOnly = true)
    public void readOnly() {}

    @Transactional(propagation = Propagation.MANDATORY, rollbackFor = Exception.class)
    public void mandatory() {}

    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void requiresNew() {}

    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void notSupported() {}

    @Transactional(propagation = Propagation.NEVER, readOnly = true)
    public void never() {}

    @Transactional(noRollbackFor = IllegalStateException.class)
    public void noRollback() {}

    @Transactional(isolation = Isolation.SERIALIZABLE)
    public void serializable() {}

    @Transactional(timeout = 5)
    public void timeout() {}

    @Transactional(readOnly = true, isolation = Isolation.SERIALIZABLE, timeout = 5)
    public void snapshot() {}

    @Transactional("other")
    public void foreign() {}

    @Transactional("missing")
    public void missing() {}
  }

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement
  static class Application {
    @Bean
    DataSource dataSource() {
      return new TransactionAwareDataSourceProxy(new DriverManagerDataSource("jdbc:h2:mem:x"));
    }

    @Bean
    @Primary
    PlatformTransactionManager transactionManager(DataSource dataSource) {
      return new JdbcTransactionManager(dataSource);
    }

    @Bean
    PlatformTransactionManager other() {
      return new JdbcTransactionManager(new DriverManagerDataSource("jdbc:h2:mem:y"));
    }
  }

  /** As the JPA manager: its resource is no DataSource, but it tells the one it binds. */
  public static final class EntityTransactionManager implements ResourceTransactionManager {

    private final DataSource dataSource;

    EntityTransactionManager(DataSource dataSource) {
      this.dataSource = dataSource;
    }

    public DataSource getDataSource() {
      return dataSource;
    }

    @Override
    public Object getResourceFactory() {
      return this;
    }

    @Override
    public TransactionStatus getTransaction(
        @org.jspecify.annotations.Nullable TransactionDefinition definition) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void commit(TransactionStatus status) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void rollback(TransactionStatus status) {
      throw new UnsupportedOperationException();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement
  static class Entities {
    @Bean
    DataSource dataSource() {
      return new DriverManagerDataSource("jdbc:h2:mem:x");
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
      return new EntityTransactionManager(dataSource);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class WithoutTransactions {
    @Bean
    DataSource dataSource() {
      return new DriverManagerDataSource("jdbc:h2:mem:x");
    }
  }

  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();

  @AfterEach
  void close() {
    context.close();
  }

  @ParameterizedTest
  @CsvSource({
    "none, false",
    "standard, true",
    "readOnly, false",
    "snapshot, false",
    "mandatory, true"
  })
  void tellsWhoseTransactionTheEnginesIs(String method, boolean transactional) throws Exception {
    assertThat(ask(Application.class, method)).isEqualTo(transactional);
  }

  @ParameterizedTest
  @CsvSource({
    "requiresNew, REQUIRES_NEW",
    "notSupported, NOT_SUPPORTED",
    "never, NEVER",
    "noRollback, noRollbackFor",
    "serializable, The isolation SERIALIZABLE would be ignored",
    "timeout, The timeout would be ignored",
    "foreign, Its transaction manager ('other') is not the one of the engine's database",
    "missing, Its transaction manager cannot be told"
  })
  void refusesTransactionsTheRecordCannotBePartOf(String method, String fact) {
    assertThatThrownBy(() -> ask(Application.class, method))
        .isInstanceOf(UnusableTransactionException.class)
        .hasMessageContaining(fact);
  }

  @Test
  void acceptsAManagerThatBindsTheConnectionsOfTheDataSource() throws Exception {
    assertThat(ask(Entities.class, "standard")).isTrue();
  }

  @Test
  void takesNothingForTransactionalWhereSpringDoesNot() throws Exception {
    assertThat(ask(WithoutTransactions.class, "standard")).isFalse();
    assertThat(transactions().manager()).isNull();
  }

  private boolean ask(Class<?> application, String name) throws Exception {
    context.register(application);
    context.refresh();
    Method method = ClassUtils.getMethod(Activities.class, name);
    return transactions().isTransactional(method, Activities.class);
  }

  private EngineTransactions transactions() {
    return new EngineTransactions(context.getBeanFactory(), context.getBean(DataSource.class));
  }
}
