package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run waits for messages and for time, and tells what for. */
abstract class WaitRules extends EngineRules {

  WaitRules(WorkflowEngineContract contract) {
    super(contract);
  }

  @Test
  void wakesOnASignalThatWasSentBeforeTheWaitAndKeepsTheOrder() {
    EngineHarness harness =
        engine(
            new CountingSteps(),
            w -> {
              w.steps.echo("first");
              w.context.await(() -> w.signals.size() == 3);
              return String.join(",", w.signals);
            });
    String id = id("signals");
    start(harness, id);

    harness.client().signal(id, null, "push", "a");
    harness.client().signal(id, "second", "push", "b");
    harness.client().signal(id, "second", "push", "b");
    harness.client().signal(id, null, "push", "c");

    assertThat(result(harness, id)).isEqualTo("a,b,c");
  }

  @Test
  void sleepsDurablyAndNeverWakesEarly() {
    EngineHarness harness =
        engine(
            new CountingSteps(),
            w -> {
              w.context.sleep(Duration.ZERO);
              w.context.sleep(Duration.ofMillis(300));
              return "awake";
            });
    String id = id("sleeper");
    start(harness, id);

    assertThat(result(harness, id)).isEqualTo("awake");
    List<RunEvent> history = harness.client().history(id, 1, 9);
    assertThat(history).hasSize(4);
    assertThat(Duration.between(history.get(1).recordedAt(), history.get(2).recordedAt()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
  }

  @Test
  void givesUpWaitingWhenTheTimeIsOverAndCancelsTheTimerOtherwise() {
    EngineHarness harness =
        engine(
            new CountingSteps(),
            w -> {
              boolean late = w.context.await("x", Duration.ofMillis(50), () -> false);
              boolean early = w.context.await("y", Duration.ofHours(1), () -> !w.signals.isEmpty());
              return late + " " + early;
            });
    String id = id("timeouts");
    start(harness, id);
    Eventually.holds(
        PATIENCE, () -> assertThat(kinds(harness, id)).endsWith("timer_fired", "timer_started"));
    harness.client().signal(id, null, "push", "now");

    assertThat(result(harness, id)).isEqualTo("false true");
    assertThat(kinds(harness, id)).contains("timer_fired", "timer_cancelled");
  }

  @Test
  void answersQueriesInMemoryReleasedAndClosed() {
    EngineHarness harness =
        engine(
            new CountingSteps(),
            w -> {
              w.context.await(() -> w.signals.contains("end"));
              return "over";
            });
    String id = id("queried");
    start(harness, id);

    assertThat(harness.client().query(id, "stage")).isEqualTo("in[]");
    harness.client().signal(id, null, "push", "x");
    Eventually.holds(
        PATIENCE, () -> assertThat(harness.client().query(id, "stage")).isEqualTo("in[x]"));
    awaitReleased(harness);
    assertThat(harness.client().query(id, "stage")).isEqualTo("in[x]");
    assertThat(harness.client().describe(id).summary().waitingFor())
        .singleElement()
        .asString()
        .startsWith("condition at Scripted.");
    harness.client().signal(id, null, "push", "end");
    assertThat(result(harness, id)).isEqualTo("over");
    assertThat(harness.client().query(id, "stage")).isEqualTo("in[x, end]");
  }
}
