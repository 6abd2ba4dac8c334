package dev.workflows.test;

import dev.workflows.spi.WorkflowStore;
import java.time.InstantSource;

class InMemoryEngineTests extends WorkflowEngineContract {

  private final WorkflowStore store = new InMemoryWorkflowStore(InstantSource.system());

  @Override
  protected WorkflowStore store() {
    return store;
  }
}
