package dev.workflows.autoconfigure.journey;

import java.util.UUID;

class H2JourneyTests extends JourneyTests {

  private static final String URL =
      withTables(
          "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE", "sa");

  H2JourneyTests() {
    super(URL, "sa");
  }
}
