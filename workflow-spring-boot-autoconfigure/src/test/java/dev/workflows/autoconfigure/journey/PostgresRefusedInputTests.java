package dev.workflows.autoconfigure.journey;

import dev.workflows.autoconfigure.database.PostgresServer;

class PostgresRefusedInputTests extends RefusedInputTests {

  private static final String URL = withTables(PostgresServer.createDatabase(), null);

  PostgresRefusedInputTests() {
    super(URL, null);
  }
}
