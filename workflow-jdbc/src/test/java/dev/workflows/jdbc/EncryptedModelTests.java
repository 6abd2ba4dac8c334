package dev.workflows.jdbc;

import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.Encrypted;
import dev.workflows.test.invariants.InvariantsExtension;
import dev.workflows.test.model.ProgrammingModelChildrenContract;
import dev.workflows.test.model.ProgrammingModelSignalsContract;
import dev.workflows.test.model.ProgrammingModelUpdatesContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes from run to run, and what comes from outside, where all values are encrypted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EncryptedModelTests {

  private final TestDatabase database;
  private final WorkflowStore store;

  @RegisterExtension final InvariantsExtension invariants;

  EncryptedModelTests(TestDatabase database) {
    this.database = database;
    this.store = Encrypted.store(database.store());
    this.invariants = new InvariantsExtension(database::application);
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Nested
  class Signals extends ProgrammingModelSignalsContract {
    @Override
    protected WorkflowStore store() {
      return store;
    }
  }

  @Nested
  class Children extends ProgrammingModelChildrenContract {
    @Override
    protected WorkflowStore store() {
      return store;
    }
  }

  @Nested
  class Updates extends ProgrammingModelUpdatesContract {
    @Override
    protected WorkflowStore store() {
      return store;
    }
  }
}
