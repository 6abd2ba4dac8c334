package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunEvent;
import dev.workflows.RunId;
import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run goes on where its history ends, whoever wrote that, if the code fits. */
abstract class CrashRules extends EngineRules {

  CrashRules(WorkflowEngineContract contract) {
    super(contract);
  }

  @Test
  void goesOnAfterACrashWithoutRepeatingWhatIsRecorded() {
    CountingSteps counting = new CountingSteps();
    Script script =
        w -> {
          String first = w.steps.echo("one");
          w.context.await(() -> !w.signals.isEmpty());
          return first + w.context.uuid() + w.steps.echo("two");
        };
    EngineHarness first = engine(counting, script);
    String id = id("crash");
    start(first, id);
    Eventually.holds(PATIENCE, () -> assertThat(kinds(first, id)).hasSize(3));
    first.kill();

    EngineHarness second = engine(counting, script);
    second.client().signal(id, null, "push", "go");

    assertThat(result(second, id)).startsWith("one").endsWith("two");
    assertThat(counting.calls).containsExactly("echo one", "echo two");
  }

  @Test
  void redeliversAnActivityThatACrashInterruptedAsAnotherAttempt() {
    CountingSteps doomed = new CountingSteps();
    Script script = w -> w.steps.slow("work");
    EngineHarness first = engine(doomed, script);
    String id = id("interrupted");
    start(first, id);
    Eventually.holds(PATIENCE, () -> assertThat(doomed.calls).hasSize(1));
    first.kill();

    CountingSteps fresh = new CountingSteps();
    EngineHarness second = engine(fresh, script);
    Eventually.holds(PATIENCE, () -> assertThat(fresh.calls).hasSize(1));
    assertThat(second.client().describe(id).pendingActivities())
        .singleElement()
        .satisfies(pending -> assertThat(pending.attempt()).isEqualTo(2));
    fresh.release.countDown();

    assertThat(result(second, id)).isEqualTo("work");
    assertThat(kinds(second, id)).contains("owner_changed");
    RunEvent completed = second.client().history(id, 4, 4).get(0);
    assertThat(completed.detail()).as("attempts").isEqualTo("2");
  }

  @Test
  void executesNoTransactionalActivityWhoseOutcomeIsOnlyInTheInbox() {
    CountingSteps counting = new CountingSteps();
    Script script = w -> w.steps.txSlow("once");
    EngineHarness first = engine(counting, script);
    String id = id("unread-outcome");
    RunId run = start(first, id);
    Eventually.holds(PATIENCE, () -> assertThat(counting.calls).hasSize(1));
    first.kill();
    counting.release.countDown();
    Eventually.holds(
        PATIENCE, () -> assertThat(store().ownership().unreadOf(List.of(run.runId()))).hasSize(1));

    EngineHarness second = engine(counting, script);

    assertThat(result(second, id)).isEqualTo("once");
    assertThat(counting.calls).containsExactly("slow once");
    assertThat(kinds(second, id)).contains("owner_changed");
  }

  @Test
  void goesOnBehindEventsThatAToolAppended() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness =
        engine(
            counting,
            w -> {
              w.context.await(() -> w.signals.contains("one"));
              String a = w.steps.echo("a");
              w.context.await(() -> w.signals.contains("two"));
              return a + w.steps.echo("b");
            });
    String id = id("annotated");
    RunId run = start(harness, id);

    store().histories().append(run.runId(), Event.Custom.of("while it is owned", new byte[] {1}));
    harness.client().signal(id, null, "push", "one");
    Eventually.holds(PATIENCE, () -> assertThat(kinds(harness, id)).contains("activity_completed"));
    awaitReleased(harness);
    store().histories().append(run.runId(), Event.Custom.of("released", new byte[] {2}));
    harness.client().signal(id, null, "push", "two");

    assertThat(result(harness, id)).isEqualTo("ab");
    assertThat(kinds(harness, id)).filteredOn("custom"::equals).hasSize(2);
    assertThat(counting.calls).containsExactly("echo a", "echo b");
  }

  @Test
  void blocksARunWhoseCodeChangedAndGoesOnWhenItIsRestored() {
    Script original =
        w -> {
          String a = w.steps.echo("a");
          w.context.await(() -> !w.signals.isEmpty());
          return a;
        };
    EngineHarness first = engine(new CountingSteps(), original);
    String id = id("changed");
    start(first, id);
    Eventually.holds(PATIENCE, () -> assertThat(kinds(first, id)).hasSize(3));
    first.stop();

    EngineHarness second =
        engine(
            new CountingSteps(),
            w -> {
              w.context.sleep(Duration.ofMinutes(1));
              return "changed";
            });
    second.client().signal(id, null, "push", "go");
    Eventually.holds(
        PATIENCE,
        () -> assertThat(second.client().describe(id).status()).isEqualTo(WorkflowStatus.BLOCKED));
    assertThat(String.valueOf(second.client().describe(id).problem()))
        .contains("asked for timer_started at event 2", "activity_scheduled 'steps.echo'");
    second.stop();

    EngineHarness third = engine(new CountingSteps(), original);
    assertThat(result(third, id)).isEqualTo("a");
    assertThat(third.client().describe(id).problem()).isNull();
  }
}
