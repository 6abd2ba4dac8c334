package dev.workflows.jdbc;

class PostgresDeadLetterTests extends DeadLetterTests {

  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }
}
