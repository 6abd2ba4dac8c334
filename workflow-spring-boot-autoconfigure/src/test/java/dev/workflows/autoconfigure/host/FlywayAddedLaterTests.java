package dev.workflows.autoconfigure.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.autoconfigure.host.BookingWorkflow.Way;
import dev.workflows.guide.Pages;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Flyway takes no schema that is not empty, and our tables may be there before it. */
class FlywayAddedLaterTests {

  private final String url = Database.H2.create();
  private final Host before = new Host(Migrations.NEITHER, Access.JDBC, Database.H2);
  private final Host after = new Host(Migrations.FLYWAY, Access.JDBC, Database.H2);

  @Test
  void takesTheSchemaWithThePropertiesOfTheGuide() {
    try (RunningHost running = before.start(url)) {
      running.desk().take("before", Way.AT_ONCE);
      assertThat(running.desk().result("before")).isOne();
    }

    assertThatThrownBy(() -> after.start(url))
        .hasStackTraceContaining("Found non-empty schema(s) \"PUBLIC\"");

    List<String> properties = Pages.blocks(Pages.ofGuide("deployment.md"), "properties");
    assertThat(properties).hasSize(1);
    try (RunningHost running = after.start(url, properties.get(0).lines().toArray(String[]::new))) {
      assertThat(running.tables()).contains("flyway_schema_history");
      assertThat(running.desk().result("before")).isOne();
      running.desk().take("after", Way.AT_ONCE);
      assertThat(running.desk().result("after")).isOne();
    }
  }
}
