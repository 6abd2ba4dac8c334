package dev.workflows.autoconfigure.journey;

import dev.workflows.autoconfigure.database.PostgresServer;

class PostgresJourneyTests extends JourneyTests {

  private static final String URL = withTables(PostgresServer.createDatabase(), null);

  PostgresJourneyTests() {
    super(URL, null);
  }
}
