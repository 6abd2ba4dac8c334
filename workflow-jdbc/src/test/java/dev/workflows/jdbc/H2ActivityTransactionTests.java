package dev.workflows.jdbc;

class H2ActivityTransactionTests extends ActivityTransactionTests {

  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }
}
