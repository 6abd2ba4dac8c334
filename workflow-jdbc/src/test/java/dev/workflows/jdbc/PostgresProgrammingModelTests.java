package dev.workflows.jdbc;

import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.invariants.InvariantsExtension;
import dev.workflows.test.model.ProgrammingModelContracts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresProgrammingModelTests extends ProgrammingModelContracts {

  private static TestDatabase database;

  @RegisterExtension
  final InvariantsExtension invariants = new InvariantsExtension(() -> database.application());

  @BeforeAll
  static void open() {
    database = TestDatabase.postgres();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  protected WorkflowStore store() {
    return database.store();
  }
}
