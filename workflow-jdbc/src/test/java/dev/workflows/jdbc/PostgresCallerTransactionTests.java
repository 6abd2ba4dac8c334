package dev.workflows.jdbc;

class PostgresCallerTransactionTests extends CallerTransactionTests {

  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }
}
