package dev.workflows.autoconfigure.hostile;

import dev.workflows.autoconfigure.database.PostgresServer;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class PostgresHostileInputTests extends HostileInputTests {

  private static final String URL = PostgresServer.createDatabase();

  @DynamicPropertySource
  static void url(DynamicPropertyRegistry properties) {
    properties.add("spring.datasource.url", () -> URL);
  }
}
