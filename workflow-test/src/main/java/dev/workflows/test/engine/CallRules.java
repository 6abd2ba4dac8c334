package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.ActivityFailedException;
import dev.workflows.RunEvent;
import dev.workflows.WorkflowFailedException;
import org.junit.jupiter.api.Test;

/** An activity is called, recorded, retried and given up. */
abstract class CallRules extends EngineRules {

  CallRules(WorkflowEngineContract contract) {
    super(contract);
  }

  @Test
  void recordsEachActivityOnceAndInOrder() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness = engine(counting, w -> w.steps.echo("a") + w.steps.echo("b") + w.stage);
    String id = id("order");

    start(harness, id);

    assertThat(result(harness, id)).isEqualTo("abin");
    assertThat(counting.calls).containsExactly("echo a", "echo b");
    assertThat(kinds(harness, id))
        .containsExactly(
            "workflow_started",
            "activity_scheduled",
            "activity_completed",
            "activity_scheduled",
            "activity_completed",
            "workflow_completed");
  }

  @Test
  void retriesAFailingActivityAndTellsTheAttempts() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness = engine(counting, w -> w.steps.flaky(2));
    String id = id("flaky");

    start(harness, id);

    assertThat(result(harness, id)).isEqualTo("after 3");
    RunEvent completed = harness.client().history(id, 3, 3).get(0);
    assertThat(completed.type()).isEqualTo("activity_completed");
    assertThat(completed.detail()).isEqualTo("3");
  }

  @Test
  void failsTheCallAfterItsLastAttempt() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness =
        engine(
            counting,
            w -> {
              try {
                return w.steps.flaky(9);
              } catch (ActivityFailedException e) {
                return "gave up after " + e.attempts();
              }
            });
    String id = id("exhausted");

    start(harness, id);

    assertThat(result(harness, id)).isEqualTo("gave up after 3");
    assertThat(counting.calls).hasSize(3);
  }

  @Test
  void doesNotRetryAPermanentFailure() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness = engine(counting, w -> w.steps.hopeless("permanent"));
    String id = id("permanent");

    start(harness, id);

    assertThatThrownBy(() -> result(harness, id))
        .isInstanceOf(WorkflowFailedException.class)
        .hasMessageContaining("permanent");
    assertThat(counting.calls).containsExactly("hopeless");
  }

  @Test
  void timesAnAttemptOutAndTriesAgain() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness = engine(counting, w -> w.steps.endless());
    String id = id("endless");

    start(harness, id);

    assertThatThrownBy(() -> result(harness, id)).hasMessageContaining("longer than");
    assertThat(counting.calls).containsExactly("endless", "endless");
  }

  @Test
  void executesATransactionalActivityOnce() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness = engine(counting, w -> w.steps.txWrite("a") + w.steps.txWrite("b"));
    String id = id("transactional");

    start(harness, id);

    assertThat(result(harness, id)).isEqualTo("ab");
    assertThat(counting.calls).containsExactly("txWrite a", "txWrite b");
  }
}
