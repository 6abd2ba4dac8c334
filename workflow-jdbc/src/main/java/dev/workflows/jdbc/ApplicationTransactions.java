package dev.workflows.jdbc;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.ResourceTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Spring's transactions on the application's data source, as the calling thread sees them. Proxies
 * around the data source make no difference: a transaction is bound to one of them.
 */
final class ApplicationTransactions {

  private final Set<DataSource> keys = new LinkedHashSet<>();

  /**
   * The transactions on a data source.
   *
   * @param manager knows which of the proxies it binds to; may be none
   */
  ApplicationTransactions(DataSource dataSource, @Nullable PlatformTransactionManager manager) {
    addWithTargets(dataSource);
    if (manager instanceof ResourceTransactionManager resources
        && resources.getResourceFactory() instanceof DataSource managed
        && target(managed) == target(dataSource)) {
      addWithTargets(managed);
    }
  }

  private void addWithTargets(DataSource dataSource) {
    DataSource key = dataSource;
    while (keys.add(key)
        && key instanceof DelegatingDataSource proxy
        && proxy.getTargetDataSource() != null) {
      key = proxy.getTargetDataSource();
    }
  }

  private static DataSource target(DataSource dataSource) {
    DataSource target = dataSource;
    while (target instanceof DelegatingDataSource proxy && proxy.getTargetDataSource() != null) {
      target = proxy.getTargetDataSource();
    }
    return target;
  }

  /**
   * The data source whose connection is in a transaction of the calling thread, if there is one.
   */
  Optional<DataSource> current() {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      return Optional.empty();
    }
    return keys.stream().filter(ApplicationTransactions::isInTransaction).findFirst();
  }

  /** A connection that is merely kept for another manager's transaction commits by itself. */
  private static boolean isInTransaction(DataSource key) {
    ConnectionHolder holder = (ConnectionHolder) TransactionSynchronizationManager.getResource(key);
    if (holder == null) {
      return false;
    }
    try {
      return !holder.getConnection().getAutoCommit();
    } catch (SQLException e) {
      throw SqlErrors.noConnection(e);
    }
  }
}
