package dev.workflows.jdbc;

class H2ClosingRaceTests extends ClosingRaceTests {

  @Override
  TestDatabase open() {
    return TestDatabase.forRaces(false);
  }
}
