package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.workflows.RunEvent;
import dev.workflows.RunId;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowAlreadyExistsException;
import dev.workflows.WorkflowCancelledException;
import dev.workflows.WorkflowClosedException;
import dev.workflows.WorkflowFailedException;
import dev.workflows.WorkflowStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How runs begin, and how they end. */
abstract class LifeRules extends EngineRules {

  LifeRules(WorkflowEngineContract contract) {
    super(contract);
  }

  @Test
  void refusesASecondStartOfAnOpenIdAndKnowsAnIdempotencyKey() {
    EngineHarness harness =
        engine(
            new CountingSteps(),
            w -> {
              w.context.await(() -> !w.signals.isEmpty());
              return "x";
            });
    String id = id("unique");
    StartOptions keyed = StartOptions.of(id).withIdempotencyKey(id + "-key");
    RunId run = harness.client().start("scripted", keyed, "in");

    assertThatThrownBy(() -> start(harness, id))
        .isInstanceOf(WorkflowAlreadyExistsException.class)
        .hasMessageContaining(run.runId().toString());
    assertThat(harness.client().start("scripted", keyed, "other")).isEqualTo(run);
    harness.client().signal(id, null, "push", "go");
    assertThat(result(harness, id)).isEqualTo("x");
    assertThat(harness.client().start("scripted", keyed, "other")).isEqualTo(run);
    assertThat(start(harness, id).runId()).isNotEqualTo(run.runId());
  }

  @Test
  void tellsWhoSentSignalsCancelsAndTerminations() {
    EngineHarness harness =
        engine(
            new CountingSteps(),
            w ->
                w.context.callNonCancellable(
                    () -> {
                      w.context.await(() -> w.signals.size() == 2);
                      return "never";
                    }));
    String id = id("asked");
    start(harness, id);

    harness.client().by("ada").signal(id, null, "push", "go");
    harness.client().by("bob from ::1").cancel(id, null);
    Eventually.holds(PATIENCE, () -> assertThat(kinds(harness, id)).contains("cancel_requested"));
    harness.client().by("eve").terminate(id, null);

    assertThat(harness.client().history(id, 1, Long.MAX_VALUE))
        .filteredOn(event -> event.by() != null)
        .extracting(RunEvent::type, RunEvent::by)
        .containsExactly(
            tuple("signal_received", "ada"),
            tuple("cancel_requested", "bob from ::1"),
            tuple("workflow_terminated", "eve"));
  }

  @Test
  void completesARunWithoutActivitiesInItsFirstTurn() {
    EngineHarness harness = engine(new CountingSteps(), w -> "done");
    String id = id("quick");

    start(harness, id);

    assertThat(result(harness, id)).isEqualTo("done");
    assertThat(kinds(harness, id)).containsExactly("workflow_started", "workflow_completed");
  }

  @Test
  void failsTheRunWhenAnExceptionLeavesItsMethod() {
    EngineHarness harness =
        engine(
            new CountingSteps(),
            w -> {
              throw new IllegalArgumentException("no such thing");
            });
    String id = id("failing");

    start(harness, id);

    assertThatThrownBy(() -> result(harness, id))
        .isInstanceOfSatisfying(
            WorkflowFailedException.class,
            e -> assertThat(e.status()).isEqualTo(WorkflowStatus.FAILED))
        .hasMessageContaining("no such thing");
  }

  @Test
  void cancelsAWaitAndLetsTheCodeCleanUp() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness =
        engine(
            counting,
            w -> {
              try {
                w.context.sleep(Duration.ofHours(1));
                return "slept";
              } catch (WorkflowCancelledException e) {
                w.context.callNonCancellable(() -> w.steps.slow("cleanup"));
                throw e;
              }
            });
    String id = id("cancelled");
    start(harness, id);

    harness.client().cancel(id, "no longer wanted");
    harness.client().cancel(id, "again");
    counting.release.countDown();

    assertThatThrownBy(() -> result(harness, id))
        .isInstanceOfSatisfying(
            WorkflowFailedException.class,
            e -> assertThat(e.status()).isEqualTo(WorkflowStatus.CANCELLED));
    assertThat(counting.calls).containsExactly("slow cleanup");
    assertThat(harness.client().describe(id).reason()).isEqualTo("no longer wanted");
    assertThat(harness.client().cancel(id, "late").workflowId()).isEqualTo(id);
    assertThatThrownBy(() -> harness.client().signal(id, null, "push", "late"))
        .isInstanceOf(WorkflowClosedException.class);
  }

  @Test
  void goesOnWithoutAThreadThatItsActivityKeeps() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness =
        engine(
            counting,
            w -> {
              try {
                return w.steps.stubborn("x");
              } finally {
                w.context.callNonCancellable(() -> w.steps.echo("cleanup"));
              }
            });
    String id = id("stubborn");
    start(harness, id);
    Eventually.holds(PATIENCE, () -> assertThat(counting.calls).hasSize(1));

    harness.client().cancel(id, "stop it");

    assertThatThrownBy(() -> result(harness, id)).isInstanceOf(WorkflowFailedException.class);
    assertThat(counting.calls).containsExactly("stubborn x", "echo cleanup");
    List<String> kinds = kinds(harness, id);
    counting.release.countDown();
    Eventually.holds(PATIENCE, () -> assertThat(counting.calls).contains("let go"));
    assertThat(kinds(harness, id)).isEqualTo(kinds);
    assertThat(counting.calls).hasSize(3);
  }

  @Test
  void cancelsAnActivityThatExecutes() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness = engine(counting, w -> w.steps.slow("x"));
    String id = id("busy");
    start(harness, id);
    Eventually.holds(PATIENCE, () -> assertThat(counting.calls).hasSize(1));

    harness.client().cancel(id, "stop it");

    assertThatThrownBy(() -> result(harness, id)).hasMessageContaining("CANCELLED");
  }

  @Test
  void completesARunThatReturnsNormallyAlthoughItWasCancelled() {
    EngineHarness harness =
        engine(
            new CountingSteps(),
            w -> {
              try {
                w.context.await(() -> false);
                return "never";
              } catch (WorkflowCancelledException e) {
                return "ended well: " + w.context.cancelRequested();
              }
            });
    String id = id("polite");
    start(harness, id);

    harness.client().cancel(id, null);

    assertThat(result(harness, id)).isEqualTo("ended well: true");
  }

  @Test
  void terminatesARunThatNeverLooksUp() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness = engine(counting, w -> w.steps.slow("x"));
    String id = id("terminated");
    start(harness, id);
    Eventually.holds(PATIENCE, () -> assertThat(counting.calls).hasSize(1));

    harness.client().terminate(id, "operator");

    assertThatThrownBy(() -> result(harness, id)).hasMessageContaining("TERMINATED");
    assertThat(kinds(harness, id)).endsWith("workflow_terminated");
    assertThat(harness.client().describe(id).reason()).isEqualTo("operator");
    assertThatThrownBy(() -> harness.client().signal(id, null, "push", "x"))
        .isInstanceOf(WorkflowClosedException.class);
  }
}
