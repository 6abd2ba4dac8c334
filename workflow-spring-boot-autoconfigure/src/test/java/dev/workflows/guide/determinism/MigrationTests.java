package dev.workflows.guide.determinism;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunId;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowStatus;
import dev.workflows.guide.GuideTest;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.WorkflowStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@GuideTest
class MigrationTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Autowired private WorkflowStore store;
  @Autowired private WorkflowClient client;
  @Autowired private MagazineOperations operations;

  @Test
  void anOpenRunGoesOnWithTheSecondVersion() {
    RunId first = begunBefore("magazine-1");

    assertThat(operations.toWeekly("magazine-1")).isTrue();
    assertThat(operations.toWeekly("magazine-1")).isTrue();

    assertThat(client.describe(first.runId().toString()).status())
        .isEqualTo(WorkflowStatus.CONTINUED_AS_NEW);
    client.signal("magazine-1", null, "end");
    assertThat(client.result(first.runId().toString(), Integer.class, PATIENCE)).isEqualTo(0);
    assertThat(client.history("magazine-1", 1, 1).get(0).payload())
        .isEqualTo("{\"reader\":\"Ada\",\"issues\":0}");
  }

  @Test
  void aRunThatNobodyMovesEndsOnItsVersion() {
    begunBefore("magazine-2");

    client.signal("magazine-2", null, "end");

    assertThat(client.result("magazine-2", Integer.class, PATIENCE)).isEqualTo(0);
    assertThat(client.history("magazine-2", 1, 1).get(0).payload()).isEqualTo("\"Ada\"");
  }

  /** A run of the time when there was no second version. */
  private RunId begunBefore(String id) {
    UUID run = UUID.randomUUID();
    RecordedEvent started =
        new RecordedEvent(
            1,
            new Event.WorkflowStarted("magazine", 7, new Payload("\"Ada\"")),
            0,
            null,
            Instant.now().truncatedTo(ChronoUnit.MICROS));
    NewRun before =
        new NewRun(run, id, "magazine", null, Duration.ZERO, null, List.of(started), null);
    store.commits().start(List.of(before));
    return new RunId(id, run);
  }
}
