package dev.workflows.guide.timer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunEvent;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowHandle;
import dev.workflows.Workflows;
import dev.workflows.guide.GuideTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@GuideTest
class TimersTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Autowired private Workflows<TrialWorkflow> trials;
  @Autowired private WorkflowClient client;

  @Test
  void theAccountIsClosedWhenNobodyUpgrades() {
    WorkflowHandle<TrialWorkflow> trial =
        trials.start(
            "t-1", t -> t.trial(Duration.ofMillis(30), Duration.ofMillis(30), Instant.EPOCH));

    assertThat(trial.result(String.class, PATIENCE)).isEqualTo("closed");
    assertThat(client.history("t-1", 1, Long.MAX_VALUE))
        .extracting(RunEvent::type)
        .containsExactly(
            "workflow_started",
            "timer_started",
            "timer_fired",
            "timer_started",
            "timer_fired",
            "workflow_completed");
  }

  @Test
  void aSignalEndsTheWaitBeforeItsTime() {
    WorkflowHandle<TrialWorkflow> trial =
        trials.start("t-2", t -> t.trial(Duration.ofMillis(30), Duration.ofDays(7), Instant.EPOCH));

    trial.signal(TrialWorkflow::upgrade);

    assertThat(trial.result(String.class, PATIENCE)).isEqualTo("upgraded");
  }

  @Test
  void aRunCanBeginLater() {
    // tag::delay
    StartOptions tomorrow = StartOptions.of("t-3").withDelay(Duration.ofDays(1));
    trials.start(tomorrow, t -> t.trial(Duration.ofDays(30), Duration.ofDays(7), Instant.EPOCH));
    // end::delay

    assertThat(client.describe("t-3").summary().waitingFor())
        .singleElement()
        .asString()
        .startsWith("its beginning at ");
  }
}
