package dev.workflows.jdbc;

class PostgresInvariantsTests extends InvariantsTests {

  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }
}
