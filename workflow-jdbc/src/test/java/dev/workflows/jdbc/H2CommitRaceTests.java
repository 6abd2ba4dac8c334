package dev.workflows.jdbc;

class H2CommitRaceTests extends CommitRaceTests {

  @Override
  TestDatabase open() {
    return TestDatabase.forRaces(false);
  }
}
