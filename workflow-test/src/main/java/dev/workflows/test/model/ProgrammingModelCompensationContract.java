package dev.workflows.test.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.Promise;
import dev.workflows.RunDescription;
import dev.workflows.Saga;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowFailedException;
import dev.workflows.WorkflowStatus;
import dev.workflows.test.engine.EngineHarness;
import dev.workflows.test.engine.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What was done is undone when a run fails, last first. */
public abstract class ProgrammingModelCompensationContract extends ProgrammingModelContract {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration HOUR = Duration.ofHours(1);

  @Override
  List<Scenario> scenarios() {
    return List.of(
        new Scenario(
                "undoes in reverse order when the run fails",
                w -> {
                  w.take("a");
                  w.txTake("b");
                  w.call("c");
                  throw new IllegalStateException("no");
                },
                "FAILED no")
            .calling("a", "b", "c", "undo b", "undo a"),
        new Scenario(
                "undoes in reverse order when the run is cancelled",
                w -> {
                  w.context.callNonCancellable(() -> w.take("a") + w.take("b"));
                  w.context.sleep(HOUR);
                  return "slept";
                },
                "CANCELLED")
            .cancelled("stop")
            .calling("a", "b", "undo b", "undo a"),
        new Scenario(
                "undoes nothing when the run completes",
                w -> w.take("a") + w.txTake("b"),
                "COMPLETED ab")
            .calling("a", "b"),
        new Scenario(
                "undoes nothing after a failure that is caught",
                w -> {
                  w.take("a");
                  try {
                    return w.fail("b");
                  } catch (RuntimeException e) {
                    return w.call("c");
                  }
                },
                "COMPLETED c")
            .calling("a", "b", "c"),
        new Scenario(
                "undoes when a handler fails",
                w -> {
                  w.context.callNonCancellable(() -> w.take("a"));
                  w.context.sleep(HOUR);
                  return "slept";
                },
                "FAILED fail now")
            .sent("fail now")
            .calling("a", "undo a"),
        new Scenario(
                "undoes what branches did",
                w -> {
                  Promise.allOf(
                          List.of(
                              w.context.async(() -> w.take("a")),
                              w.context.async(() -> w.txTake("b"))))
                      .get();
                  throw new IllegalStateException("no");
                },
                "FAILED no")
            .callingInAnyOrder("a", "b", "undo a", "undo b"),
        new Scenario(
                "cleans up and undoes together in reverse order",
                w -> {
                  w.context.ensure(() -> w.call("unlock"));
                  w.take("a");
                  w.context.ensure(() -> w.call("close"));
                  throw new IllegalStateException("no");
                },
                "FAILED no")
            .calling("a", "close", "undo a", "unlock"),
        new Scenario(
                "undoes by hand",
                w -> {
                  Saga saga = w.context.saga();
                  try {
                    return saga.call(
                        () -> {
                          saga.add(() -> w.call("not a"));
                          w.call("a");
                          saga.add(() -> w.call("not b"));
                          return w.fail("b");
                        });
                  } catch (RuntimeException e) {
                    return w.call("c");
                  }
                },
                "COMPLETED c")
            .calling("a", "b", "not b", "not a", "c"));
  }

  @Test
  void blocksTheRunWhenAStepCannotBeUndoneAndGoesOnOnceItCan() {
    CountedSteps steps = new CountedSteps();
    steps.breakUndoingOf("a");
    String id = "broken " + UUID.randomUUID();
    Scenario.Script failing =
        w -> {
          w.take("a");
          w.take("b");
          throw new IllegalStateException("no");
        };
    try (EngineHarness harness = new EngineHarness(store())) {
      ModelSteps stubs = harness.activities(ModelSteps.class, steps);
      harness
          .workflow(
              ModelWorkflow.class,
              context -> new ModelWorkflow(context, stubs, Map.of("broken", failing)))
          .start();
      harness.client().start("model", StartOptions.of(id), "broken", "");
      Eventually.holds(
          PATIENCE,
          () -> assertThat(describe(harness, id).status()).isEqualTo(WorkflowStatus.BLOCKED));
      assertThat(String.valueOf(describe(harness, id).problem())).contains("WF-108", "broken");

      Eventually.holds(
          PATIENCE,
          () ->
              assertThat(store().runs().find(id).orElseThrow().problemCount())
                  .as("in a row")
                  .isGreaterThan(1));
      steps.breakUndoingOf(null);

      assertThat(failureOf(harness, id)).isEqualTo(WorkflowStatus.FAILED);
      assertThat(steps.calls(CountedSteps.name(id, "undo b")))
          .as("what could be undone at once")
          .isEqualTo(1);
    }
  }

  private static RunDescription describe(EngineHarness harness, String id) {
    return harness.client().describe(id);
  }

  private static WorkflowStatus failureOf(EngineHarness harness, String id) {
    try {
      harness.client().result(id, String.class, PATIENCE);
      return WorkflowStatus.COMPLETED;
    } catch (WorkflowFailedException e) {
      return e.status();
    }
  }
}
