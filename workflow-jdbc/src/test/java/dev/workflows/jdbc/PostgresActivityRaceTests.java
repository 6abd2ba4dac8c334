package dev.workflows.jdbc;

class PostgresActivityRaceTests extends ActivityRaceTests {

  @Override
  TestDatabase open() {
    return TestDatabase.forRaces(true);
  }
}
