package dev.workflows.jdbc;

import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.contract.WorkflowStoreContract;
import dev.workflows.test.invariants.InvariantsExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;

class H2StoreContractTests extends WorkflowStoreContract {

  private static TestDatabase database;

  @RegisterExtension
  final InvariantsExtension invariants = InvariantsExtension.ofStore(() -> database.application());

  @BeforeAll
  static void open() {
    database = TestDatabase.h2();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  protected WorkflowStore store() {
    return database.store();
  }

  @Override
  protected void inTransaction(Runnable work) {
    new TransactionTemplate(database.transactionManager())
        .executeWithoutResult(status -> work.run());
  }
}
