package dev.workflows.test.engine;

import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.Encrypted;
import dev.workflows.test.InMemoryWorkflowStore;
import java.time.InstantSource;

class EncryptedEngineTests extends WorkflowEngineContract {

  private final WorkflowStore store =
      Encrypted.store(new InMemoryWorkflowStore(InstantSource.system()));

  @Override
  protected WorkflowStore store() {
    return store;
  }
}
