package dev.workflows.jdbc;

import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.invariants.InvariantsExtension;
import dev.workflows.test.model.ProgrammingModelChangesContract;
import dev.workflows.test.model.ProgrammingModelCompensationContract;
import dev.workflows.test.model.ProgrammingModelParallelismContract;
import dev.workflows.test.model.ProgrammingModelScopesContract;
import dev.workflows.test.model.ProgrammingModelSignalsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

class H2ProgrammingModelTests {

  private static TestDatabase database;

  @RegisterExtension
  final InvariantsExtension invariants = new InvariantsExtension(() -> database.application());

  @BeforeAll
  static void open() {
    database = TestDatabase.h2();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Nested
  class Parallelism extends ProgrammingModelParallelismContract {
    @Override
    protected WorkflowStore store() {
      return database.store();
    }
  }

  @Nested
  class Scopes extends ProgrammingModelScopesContract {
    @Override
    protected WorkflowStore store() {
      return database.store();
    }
  }

  @Nested
  class Compensation extends ProgrammingModelCompensationContract {
    @Override
    protected WorkflowStore store() {
      return database.store();
    }
  }

  @Nested
  class Changes extends ProgrammingModelChangesContract {
    @Override
    protected WorkflowStore store() {
      return database.store();
    }
  }

  @Nested
  class Signals extends ProgrammingModelSignalsContract {
    @Override
    protected WorkflowStore store() {
      return database.store();
    }
  }
}
