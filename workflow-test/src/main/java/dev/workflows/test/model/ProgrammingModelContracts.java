package dev.workflows.test.model;

import dev.workflows.spi.WorkflowStore;
import org.junit.jupiter.api.Nested;

/** All chapters: extend it with a store of yours. */
public abstract class ProgrammingModelContracts {

  /** The store that all processes share. */
  protected abstract WorkflowStore store();

  @Nested
  class Parallelism extends ProgrammingModelParallelismContract {
    @Override
    protected WorkflowStore store() {
      return ProgrammingModelContracts.this.store();
    }
  }

  @Nested
  class Scopes extends ProgrammingModelScopesContract {
    @Override
    protected WorkflowStore store() {
      return ProgrammingModelContracts.this.store();
    }
  }

  @Nested
  class Compensation extends ProgrammingModelCompensationContract {
    @Override
    protected WorkflowStore store() {
      return ProgrammingModelContracts.this.store();
    }
  }

  @Nested
  class Changes extends ProgrammingModelChangesContract {
    @Override
    protected WorkflowStore store() {
      return ProgrammingModelContracts.this.store();
    }
  }

  @Nested
  class Signals extends ProgrammingModelSignalsContract {
    @Override
    protected WorkflowStore store() {
      return ProgrammingModelContracts.this.store();
    }
  }

  @Nested
  class Handlers extends ProgrammingModelHandlersContract {
    @Override
    protected WorkflowStore store() {
      return ProgrammingModelContracts.this.store();
    }
  }

  @Nested
  class Steps extends ProgrammingModelStepsContract {
    @Override
    protected WorkflowStore store() {
      return ProgrammingModelContracts.this.store();
    }
  }

  @Nested
  class Children extends ProgrammingModelChildrenContract {
    @Override
    protected WorkflowStore store() {
      return ProgrammingModelContracts.this.store();
    }
  }

  @Nested
  class Plans extends ProgrammingModelPlansContract {
    @Override
    protected WorkflowStore store() {
      return ProgrammingModelContracts.this.store();
    }
  }

  @Nested
  class Continuation extends ProgrammingModelContinuationContract {
    @Override
    protected WorkflowStore store() {
      return ProgrammingModelContracts.this.store();
    }
  }

  @Nested
  class Attributes extends ProgrammingModelAttributesContract {
    @Override
    protected WorkflowStore store() {
      return ProgrammingModelContracts.this.store();
    }
  }

  @Nested
  class Migration extends ProgrammingModelMigrationContract {
    @Override
    protected WorkflowStore store() {
      return ProgrammingModelContracts.this.store();
    }
  }

  @Nested
  class Updates extends ProgrammingModelUpdatesContract {
    @Override
    protected WorkflowStore store() {
      return ProgrammingModelContracts.this.store();
    }
  }
}
