package dev.workflows.jdbc;

class PostgresStoreTests extends StoreTests {

  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }
}
