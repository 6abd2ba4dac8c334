package dev.workflows.test.model;

import static dev.workflows.steps.Dependency.optional;
import static dev.workflows.steps.Dependency.required;
import static dev.workflows.steps.StepDefinition.signal;

import dev.workflows.steps.OnFailure;
import dev.workflows.steps.StepDefinition;
import dev.workflows.steps.StepGraph;
import dev.workflows.steps.StepResults;
import dev.workflows.steps.StepRetry;
import dev.workflows.steps.StepStatus;
import dev.workflows.steps.StepsFailedException;
import java.time.Duration;
import java.util.List;

/** Steps that depend on each other go on where they stood, with what they emitted and recorded. */
public abstract class ProgrammingModelStepsContract extends ProgrammingModelContract {

  private static final Duration MOMENT = Duration.ofMillis(20);

  @Override
  List<Scenario> scenarios() {
    return List.of(
        new Scenario(
                "executes independent steps at the same time and those behind them in order",
                w -> {
                  StepGraph graph =
                      StepGraph.of(w.context)
                          .add(step(w, "a"))
                          .add(step(w, "b"))
                          .add(
                              StepDefinition.step("c", "modelSteps.step", r -> both(w, r))
                                  .dependsOn(required("a"), required("b")));
                  return graph.run().get("c", String.class) + w.call("d");
                },
                "COMPLETED abd")
            .callingInAnyOrder("a", "b", "ab", "d"),
        new Scenario(
                "executes steps in the transactions that record them",
                w -> {
                  StepGraph graph =
                      StepGraph.of(w.context)
                          .add(StepDefinition.step("a", "modelSteps.txStep", w.task("a")))
                          .add(
                              StepDefinition.step("s", "modelSteps.txSpread", w.task("sxy"))
                                  .dependsOn(required("a")));
                  return graph.run().with(StepStatus.COMPLETED)
                      + ""
                      + graph.records("letters", String.class);
                },
                "COMPLETED [a, s, x, y][sxy, sxy]")
            .callingInAnyOrder("a", "sxy", "x", "y"),
        new Scenario(
                "cancels what requires a failed step, undoes what was done, and fails",
                w -> {
                  try {
                    return ""
                        + StepGraph.of(w.context)
                            .add(StepDefinition.step("a", "modelSteps.stepTake", w.task("a")))
                            .add(step(w, "fail").dependsOn(required("a")))
                            .add(step(w, "c").dependsOn(required("fail")))
                            .add(step(w, "d").dependsOn(required("c")))
                            .run();
                  } catch (StepsFailedException e) {
                    throw new IllegalStateException("" + e.steps() + e.results(), e);
                  }
                },
                "FAILED [fail]{a=COMPLETED, fail=FAILED, c=CANCELLED, d=CANCELLED}")
            .calling("a", "fail", "undo a"),
        new Scenario(
                "goes on without a failed step where that is optional",
                w ->
                    ""
                        + StepGraph.of(w.context)
                            .add(step(w, "fail"))
                            .add(step(w, "b").dependsOn(required("fail")))
                            .add(step(w, "c").dependsOn(optional("b")))
                            .run()
                            .statuses(),
                "COMPLETED {fail=FAILED, b=CANCELLED, c=COMPLETED}")
            .calling("fail", "c"),
        new Scenario(
                "executes what a step emits once that step is recorded",
                w -> {
                  StepGraph graph =
                      StepGraph.of(w.context)
                          .add(StepDefinition.step("s", "modelSteps.spread", w.task("sxyz")));
                  return graph.run().with(StepStatus.COMPLETED) + w.call("end");
                },
                "COMPLETED [s, x, y, z]end")
            .callingInAnyOrder("sxyz", "x", "y", "z", "end"),
        new Scenario(
                "executes once what several steps emit with one key",
                w -> {
                  StepGraph graph =
                      StepGraph.of(w.context)
                          .add(StepDefinition.step("s", "modelSteps.spread", w.task("sxy")))
                          .add(
                              StepDefinition.step("t", "modelSteps.spread", w.task("tyz"))
                                  .dependsOn(required("s")))
                          .add(step(w, "a").dedupKey("one"))
                          .add(step(w, "b").dedupKey("one"));
                  StepResults results = graph.run();
                  return results.executedAs("b") + results.statuses().keySet();
                },
                "COMPLETED a[s, t, a, b, x, y, z]")
            .callingInAnyOrder("a", "sxy", "tyz", "x", "y", "z"),
        new Scenario(
                "keeps of each key the record that came last",
                w -> {
                  StepGraph graph =
                      StepGraph.of(w.context)
                          .add(StepDefinition.step("s", "modelSteps.spread", w.task("sxy")))
                          .add(
                              StepDefinition.step("t", "modelSteps.txSpread", w.task("tyz"))
                                  .dependsOn(required("s")));
                  graph.run();
                  return graph.records("letters", String.class)
                      + graph.record("letters", "y", String.class).orElse("none")
                      + w.call("end");
                },
                "COMPLETED [sxy, tyz, tyz]tyzend")
            .callingInAnyOrder("sxy", "tyz", "x", "y", "z", "end"),
        new Scenario(
                "does failed steps again that the code retries, and what was cancelled for them",
                w -> {
                  StepGraph graph =
                      StepGraph.of(w.context)
                          .add(mended(w, "a"))
                          .add(step(w, "b").dependsOn(required("a")));
                  try {
                    return "" + graph.run();
                  } catch (StepsFailedException e) {
                    w.notes.add("mended");
                    graph.retry("a");
                    return e.steps() + "" + graph.run().with(StepStatus.COMPLETED);
                  }
                },
                "COMPLETED [a][a, b]")
            .calling("fail a", "a", "b"),
        new Scenario(
                "waits for an operator who retries",
                w -> {
                  StepGraph graph =
                      StepGraph.of(w.context)
                          .add(mended(w, "a"))
                          .add(step(w, "b").dependsOn(required("a")))
                          .onFailure(OnFailure.WAIT);
                  w.context.async(() -> operate(w, graph));
                  return "" + graph.run().with(StepStatus.COMPLETED);
                },
                "COMPLETED [a, b]")
            .sent("mended")
            .calling("fail a", "a", "b"),
        new Scenario(
                "waits for an operator who gives up",
                w -> {
                  StepGraph graph =
                      StepGraph.of(w.context).add(step(w, "fail")).onFailure(OnFailure.WAIT);
                  w.context.runAsync(
                      () -> {
                        w.awaitWord("enough");
                        graph.giveUp();
                      });
                  try {
                    return "" + graph.run();
                  } catch (StepsFailedException e) {
                    return e.steps() + w.call("b");
                  }
                },
                "COMPLETED [fail]b")
            .sent("enough")
            .calling("fail", "b"),
        new Scenario(
                "repeats a step by its preset, after a pause",
                w ->
                    StepGraph.of(w.context)
                        .preset("patient", StepRetry.of(3, MOMENT))
                        .add(thirdTime(w).retry("patient"))
                        .run()
                        .get("a", String.class),
                "COMPLETED a3")
            .calling("fail 1", "fail 2", "a3"),
        new Scenario(
                "gives up a step that takes too long",
                w ->
                    ""
                        + StepGraph.of(w.context)
                            .add(signal("s", "hand", String.class).within(MOMENT))
                            .add(step(w, "a").dependsOn(optional("s")))
                            .run()
                            .statuses(),
                "COMPLETED {s=FAILED, a=COMPLETED}")
            .calling("a"));
  }

  private static StepDefinition step(ModelWorkflow w, String key) {
    return StepDefinition.step(key, "modelSteps.step", w.task(key));
  }

  /** A step that fails until the code has noted that it is mended. */
  private static StepDefinition mended(ModelWorkflow w, String key) {
    return StepDefinition.step(
        key, "modelSteps.step", r -> w.task(w.notes.isEmpty() ? "fail " + key : key));
  }

  private static StepDefinition thirdTime(ModelWorkflow w) {
    return StepDefinition.step(
        "a",
        "modelSteps.step",
        r -> {
          w.notes.add("tried");
          int times = w.notes.size();
          return w.task(times < 3 ? "fail " + times : "a" + times);
        });
  }

  private static boolean operate(ModelWorkflow w, StepGraph graph) {
    w.awaitWord("mended");
    w.context.await(() -> graph.results().statuses().get("a") == StepStatus.FAILED);
    w.notes.add("mended");
    return graph.retry("a");
  }

  private static ModelSteps.Task both(ModelWorkflow w, StepResults results) {
    return w.task(results.get("a", String.class) + results.get("b", String.class));
  }
}
