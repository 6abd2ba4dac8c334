package dev.workflows.autoconfigure.journey;

import dev.workflows.autoconfigure.database.PostgresServer;

class PostgresRefusedInputTests extends RefusedInputTests {

  private static final String URL = PostgresServer.createDatabase();

  PostgresRefusedInputTests() {
    super(URL, null);
  }
}
