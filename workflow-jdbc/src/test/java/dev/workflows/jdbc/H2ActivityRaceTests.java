package dev.workflows.jdbc;

class H2ActivityRaceTests extends ActivityRaceTests {

  @Override
  TestDatabase open() {
    return TestDatabase.forRaces(false);
  }
}
