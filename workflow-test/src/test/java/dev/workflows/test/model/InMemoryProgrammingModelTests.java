package dev.workflows.test.model;

import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.InMemoryWorkflowStore;
import java.time.InstantSource;

class InMemoryProgrammingModelTests extends ProgrammingModelContracts {

  private final WorkflowStore store = new InMemoryWorkflowStore(InstantSource.system());

  @Override
  protected WorkflowStore store() {
    return store;
  }
}
