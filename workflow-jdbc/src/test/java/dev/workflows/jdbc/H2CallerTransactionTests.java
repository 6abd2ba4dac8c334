package dev.workflows.jdbc;

class H2CallerTransactionTests extends CallerTransactionTests {

  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }
}
