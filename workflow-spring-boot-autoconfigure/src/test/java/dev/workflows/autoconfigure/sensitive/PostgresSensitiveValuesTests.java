package dev.workflows.autoconfigure.sensitive;

import dev.workflows.autoconfigure.database.PostgresServer;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class PostgresSensitiveValuesTests extends SensitiveValuesTests {

  private static final String URL = PostgresServer.createDatabase();

  @DynamicPropertySource
  static void url(DynamicPropertyRegistry properties) {
    properties.add("spring.datasource.url", () -> URL);
  }
}
