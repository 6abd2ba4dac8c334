package dev.workflows.jdbc.sequence;

import dev.workflows.jdbc.JdbcStoreSettings;
import dev.workflows.jdbc.JdbcWorkflowStore;
import dev.workflows.jdbc.TestDatabase;
import dev.workflows.jdbc.clock.TimedDataSource;
import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.InMemoryWorkflowStore;
import java.time.InstantSource;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A store under comparison.
 *
 * @param transaction runs something in a transaction of the caller's, which commits unless it
 *     throws
 */
record Door(String name, WorkflowStore store, Consumer<Runnable> transaction) {

  static Door inMemory(InstantSource time) {
    InMemoryWorkflowStore store = new InMemoryWorkflowStore(time);
    return new Door("in memory", store, store::inTransaction);
  }

  static Door on(String name, TestDatabase database, InstantSource time) {
    DataSource engine = new TimedDataSource(database.engine(), time);
    DataSource application = new TimedDataSource(database.application(), time);
    JdbcTransactionManager manager = new JdbcTransactionManager(application);
    TransactionTemplate transactions = new TransactionTemplate(manager);
    return new Door(
        name,
        JdbcWorkflowStore.create(engine, application, manager, JdbcStoreSettings.DEFAULT),
        work -> transactions.executeWithoutResult(status -> work.run()));
  }
}
