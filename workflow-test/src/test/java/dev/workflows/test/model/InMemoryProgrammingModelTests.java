package dev.workflows.test.model;

import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.InMemoryWorkflowStore;
import java.time.InstantSource;
import org.junit.jupiter.api.Nested;

class InMemoryProgrammingModelTests {

  private final WorkflowStore store = new InMemoryWorkflowStore(InstantSource.system());

  @Nested
  class Parallelism extends ProgrammingModelParallelismContract {
    @Override
    protected WorkflowStore store() {
      return store;
    }
  }

  @Nested
  class Scopes extends ProgrammingModelScopesContract {
    @Override
    protected WorkflowStore store() {
      return store;
    }
  }

  @Nested
  class Compensation extends ProgrammingModelCompensationContract {
    @Override
    protected WorkflowStore store() {
      return store;
    }
  }

  @Nested
  class Changes extends ProgrammingModelChangesContract {
    @Override
    protected WorkflowStore store() {
      return store;
    }
  }

  @Nested
  class Signals extends ProgrammingModelSignalsContract {
    @Override
    protected WorkflowStore store() {
      return store;
    }
  }
}
