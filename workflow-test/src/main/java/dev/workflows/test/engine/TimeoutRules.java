package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.StartOptions;
import dev.workflows.WorkflowFailedException;
import dev.workflows.WorkflowStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A run whose time is over ends, whatever it does then and wherever it is. */
abstract class TimeoutRules extends EngineRules {

  private static final Duration SHORT = Duration.ofMillis(700);

  TimeoutRules(WorkflowEngineContract contract) {
    super(contract);
  }

  @Test
  void endsARunThatWaits() {
    EngineHarness harness =
        engine(
            new CountingSteps(),
            w -> {
              w.context.await(() -> false);
              return "never";
            });
    String id = id("waits");

    startTimed(harness, id);

    assertTimesOut(harness, id);
    assertThat(kinds(harness, id)).containsExactly("workflow_started", "workflow_timed_out");
  }

  @Test
  void endsARunThatNobodyHolds() {
    EngineHarness harness =
        engine(
            new CountingSteps(),
            w -> {
              w.context.sleep(Duration.ofDays(1));
              return "never";
            });
    String id = id("sleeps");
    harness
        .client()
        .start("scripted", StartOptions.of(id).withTimeout(Duration.ofSeconds(4)), "in");

    awaitReleased(harness);

    assertTimesOut(harness, id);
    assertThat(kinds(harness, id)).endsWith("timer_started", "workflow_timed_out");
  }

  @Test
  void endsARunWhoseActivityExecutes() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness = engine(counting, w -> w.steps.slow("x"));
    String id = id("executes");

    startTimed(harness, id);

    assertTimesOut(harness, id);
    assertThat(kinds(harness, id)).endsWith("activity_scheduled", "workflow_timed_out");
  }

  @Test
  void endsARunThatIsBlocked() {
    EngineHarness harness =
        engine(
            new CountingSteps(),
            w -> {
              throw new AssertionError("of the code");
            });
    String id = id("blocked");

    harness
        .client()
        .start(
            "scripted",
            StartOptions.of(id).withTimeout(SHORT).withDelay(Duration.ofMillis(1)),
            "in");

    assertTimesOut(harness, id);
  }

  @Test
  void endsARunWhoseOwnerDied() {
    CountingSteps counting = new CountingSteps();
    EngineHarness first = engine(counting, w -> w.steps.slow("x"));
    String id = id("orphan");
    startTimed(first, id);

    first.kill();
    EngineHarness second = engine(counting, w -> w.steps.slow("x"));

    assertTimesOut(second, id);
    assertThat(kinds(second, id)).endsWith("owner_changed", "workflow_timed_out");
  }

  @Test
  void countsFromTheEndOfTheDelay() {
    EngineHarness harness = engine(new CountingSteps(), w -> w.steps.echo("in time"));
    String id = id("delayed");

    harness
        .client()
        .start(
            "scripted",
            StartOptions.of(id)
                .withDelay(Duration.ofMillis(1_500))
                .withTimeout(Duration.ofSeconds(20)),
            "in");

    assertThat(result(harness, id)).isEqualTo("in time");
    Duration agreed =
        Duration.between(
            harness.client().describe(id).summary().startedAt(),
            harness.client().describe(id).deadline());
    assertThat(agreed).isBetween(Duration.ofMillis(21_400), Duration.ofMillis(21_500));
  }

  private static void startTimed(EngineHarness harness, String id) {
    harness.client().start("scripted", StartOptions.of(id).withTimeout(SHORT), "in");
  }

  private static void assertTimesOut(EngineHarness harness, String id) {
    assertThatThrownBy(() -> result(harness, id))
        .isInstanceOfSatisfying(
            WorkflowFailedException.class,
            e -> assertThat(e.status()).isEqualTo(WorkflowStatus.TIMED_OUT));
  }
}
