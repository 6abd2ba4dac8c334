package dev.workflows.jdbc;

class H2StoreTests extends StoreTests {

  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }
}
