package dev.workflows.jdbc;

class H2OwnershipRaceTests extends OwnershipRaceTests {

  @Override
  TestDatabase open() {
    return TestDatabase.forRaces(false);
  }
}
