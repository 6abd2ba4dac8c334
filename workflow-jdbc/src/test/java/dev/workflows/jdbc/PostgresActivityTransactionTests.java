package dev.workflows.jdbc;

class PostgresActivityTransactionTests extends ActivityTransactionTests {

  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }
}
