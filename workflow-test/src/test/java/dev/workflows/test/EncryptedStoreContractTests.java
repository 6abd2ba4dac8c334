package dev.workflows.test;

import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.contract.WorkflowStoreContract;
import java.time.InstantSource;

/** A store whose values are encrypted is like any other to whoever reads through it. */
class EncryptedStoreContractTests extends WorkflowStoreContract {

  private final InMemoryWorkflowStore store = new InMemoryWorkflowStore(InstantSource.system());

  @Override
  protected WorkflowStore store() {
    return Encrypted.store(store);
  }

  @Override
  protected void inTransaction(Runnable work) {
    store.inTransaction(work);
  }
}
