package dev.workflows.test;

import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.contract.WorkflowStoreContract;
import java.time.InstantSource;

class InMemoryStoreContractTests extends WorkflowStoreContract {

  private final InMemoryWorkflowStore store = new InMemoryWorkflowStore(InstantSource.system());

  @Override
  protected WorkflowStore store() {
    return store;
  }

  @Override
  protected void inTransaction(Runnable work) {
    store.inTransaction(work);
  }
}
