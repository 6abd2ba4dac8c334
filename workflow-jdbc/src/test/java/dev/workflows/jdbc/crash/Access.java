package dev.workflows.jdbc.crash;

import dev.workflows.jdbc.JdbcStoreSettings;
import dev.workflows.jdbc.JdbcWorkflowStore;
import dev.workflows.jdbc.TestDatabase;
import dev.workflows.spi.WorkflowStore;
import java.sql.SQLException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** How one machine reaches the database: the engine's connections and its application's. */
final class Access {

  private final PooledDataSource engine;
  private final PooledDataSource application;
  private final TransactionTemplate transactions;
  private final WorkflowStore store;

  Access(TestDatabase database, Timeline timeline, Faults faults, PooledDataSource.Killer killer) {
    engine = new PooledDataSource(database.engine(), timeline, faults, killer);
    application = new PooledDataSource(database.application(), timeline, faults, killer);
    JdbcTransactionManager manager = new JdbcTransactionManager(application);
    transactions = new TransactionTemplate(manager);
    store = JdbcWorkflowStore.create(engine, application, manager, JdbcStoreSettings.DEFAULT);
  }

  WorkflowStore store() {
    return store;
  }

  /** Transactions of the application. */
  TransactionTemplate transactions() {
    return transactions;
  }

  /** What the application does in its transactions. */
  Effects effects() {
    return new Effects(application);
  }

  /** Nothing reaches the database any more. */
  void cut() {
    try {
      engine.cut();
      application.cut();
    } catch (SQLException e) {
      throw new IllegalStateException("What a machine left open could not be rolled back", e);
    }
  }
}
