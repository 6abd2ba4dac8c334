package dev.workflows.test.engine;

import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.InMemoryWorkflowStore;
import java.time.InstantSource;

class InMemoryEngineTests extends WorkflowEngineContract {

  private final WorkflowStore store = new InMemoryWorkflowStore(InstantSource.system());

  @Override
  protected WorkflowStore store() {
    return store;
  }
}
