package dev.workflows.jdbc;

class PostgresClosingRaceTests extends ClosingRaceTests {

  @Override
  TestDatabase open() {
    return TestDatabase.forRaces(true);
  }
}
