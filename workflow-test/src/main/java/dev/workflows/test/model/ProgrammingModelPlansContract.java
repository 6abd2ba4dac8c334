package dev.workflows.test.model;

import static dev.workflows.steps.Dependency.required;
import static dev.workflows.steps.StepDefinition.human;
import static dev.workflows.steps.StepDefinition.plan;
import static dev.workflows.steps.StepDefinition.signal;
import static dev.workflows.steps.StepDefinition.timer;

import dev.workflows.steps.HumanDecision;
import dev.workflows.steps.OnFailure;
import dev.workflows.steps.StepDefinition;
import dev.workflows.steps.StepGraph;
import dev.workflows.steps.StepPlan;
import dev.workflows.steps.StepResults;
import dev.workflows.steps.StepStatus;
import dev.workflows.steps.StepsFailedException;
import java.time.Duration;
import java.util.List;

/** Plans of steps go on where they stood, and wait for signals, times and people. */
public abstract class ProgrammingModelPlansContract extends ProgrammingModelContract {

  private static final Duration MOMENT = Duration.ofMillis(20);

  /** The same for every run, which is its input. */
  private static final StepPlan ORDER =
      StepPlan.named("order")
          .step(called("reserve", "txStep"))
          .step(signal("paid", "hand", String.class))
          .step(timer("pause", MOMENT).dependsOn(required("reserve")))
          .step(human("approve").dependsOn(required("pause")))
          .step(
              StepDefinition.step("ship", "modelSteps.step", ProgrammingModelPlansContract::paid)
                  .dependsOn(required("approve"), required("paid")))
          .build();

  private static final StepPlan PART =
      StepPlan.named("part")
          .step(called("a", "step"))
          .step(called("b", "step").dependsOn(required("a")))
          .step(human("c"))
          .build();

  @Override
  List<Scenario> scenarios() {
    return List.of(
        new Scenario(
                "executes a plan that waits for a signal, a time and a person",
                w -> StepGraph.of(w.context, ORDER, w.task("")).run().get("ship", String.class),
                "COMPLETED 100 by eva")
            .handed("100")
            .decided(HumanDecision.approve("approve", "eva"))
            .calling("reserve", "100 by eva"),
        new Scenario(
                "fails a step that a person rejects",
                w ->
                    ""
                        + StepGraph.of(w.context, ORDER, w.task(""))
                            .onFailure(OnFailure.RETURN)
                            .run()
                            .with(StepStatus.COMPLETED),
                "COMPLETED [reserve, paid, pause]")
            .handed("100")
            .decided(HumanDecision.reject("approve", "eva", "too dear"))
            .calling("reserve"),
        new Scenario(
                "executes plans as steps, with tasks of their own",
                w ->
                    ""
                        + StepGraph.of(w.context)
                            .add(plan("p", PART, r -> w.task("p")))
                            .add(plan("q", PART, r -> w.task("q")).dependsOn(required("p")))
                            .run()
                            .get("q", StepResults.class)
                            .with(StepStatus.COMPLETED),
                "COMPLETED [a, b, c]")
            .decided(HumanDecision.approve("q/c", null), HumanDecision.approve("p/c", null))
            .calling("pa", "pb", "qa", "qb"),
        new Scenario(
                "goes on in a plan where it failed",
                w -> {
                  StepGraph graph =
                      StepGraph.of(w.context)
                          .add(plan("p", broken(w), r -> w.task("p")))
                          .add(human("h").dependsOn(required("p")));
                  try {
                    return "" + graph.run();
                  } catch (StepsFailedException e) {
                    w.notes.add("mended");
                    graph.retry("p/b");
                    return e.steps() + "" + graph.run();
                  }
                },
                "COMPLETED [p]{p=COMPLETED, h=COMPLETED}")
            .decided(HumanDecision.approve("h", null))
            .calling("pa", "fail", "b"));
  }

  /** A step of a plan, with the key of the input and its id as the key of its call. */
  private static StepDefinition called(String id, String activity) {
    return StepDefinition.step(
        id,
        "modelSteps." + activity,
        results -> {
          ModelSteps.Task input = results.input(ModelSteps.Task.class);
          return input.with(input.key() + id);
        });
  }

  /** A plan of which one step fails until the code has noted that it is mended. */
  private static StepPlan broken(ModelWorkflow w) {
    return StepPlan.named("broken")
        .step(called("a", "step"))
        .step(
            StepDefinition.step(
                    "b", "modelSteps.step", r -> w.task(w.notes.isEmpty() ? "fail" : "b"))
                .dependsOn(required("a")))
        .build();
  }

  private static ModelSteps.Task paid(StepResults results) {
    return results
        .input(ModelSteps.Task.class)
        .with(
            results.get("paid", String.class)
                + " by "
                + results.get("approve", HumanDecision.class).by());
  }
}
