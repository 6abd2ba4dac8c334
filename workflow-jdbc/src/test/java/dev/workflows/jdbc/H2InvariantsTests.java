package dev.workflows.jdbc;

class H2InvariantsTests extends InvariantsTests {

  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }
}
