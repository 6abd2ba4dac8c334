package dev.workflows.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Spring's transactions on the application's data source, as the calling thread sees them. Proxies
 * around the data source make no difference: a transaction is bound to whichever of them its
 * manager was given, that of JPA to the one that the entities are read through.
 */
final class ApplicationTransactions {

  private final DataSource target;

  ApplicationTransactions(DataSource dataSource) {
    this.target = target(dataSource);
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
    return List.copyOf(TransactionSynchronizationManager.getResourceMap().keySet()).stream()
        .filter(DataSource.class::isInstance)
        .map(DataSource.class::cast)
        .filter(key -> target(key) == target && isInTransaction(key))
        .findFirst();
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
