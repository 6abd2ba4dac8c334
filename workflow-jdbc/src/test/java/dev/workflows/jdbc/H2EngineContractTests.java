package dev.workflows.jdbc;

import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.WorkflowEngineContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class H2EngineContractTests extends WorkflowEngineContract {

  private static TestDatabase database;

  @BeforeAll
  static void open() {
    database = TestDatabase.h2();
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
