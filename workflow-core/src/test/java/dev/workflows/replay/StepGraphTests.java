package dev.workflows.replay;

import static dev.workflows.steps.Dependency.optional;
import static dev.workflows.steps.Dependency.required;
import static dev.workflows.steps.StepDefinition.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.workflows.WorkflowException;
import dev.workflows.steps.OnFailure;
import dev.workflows.steps.StepDefinition;
import dev.workflows.steps.StepGraph;
import dev.workflows.steps.StepResults;
import dev.workflows.steps.StepsFailedException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steps begin when what they depend on has ended, and failures go where they are required. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StepGraphTests {

  private StepKit kit = new StepKit(self -> "");

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  private StepKit run(Stepped.Code code) {
    kit.close();
    kit = new StepKit(code);
    return kit;
  }

  private StepKit runAll(StepDefinition... steps) {
    return run(self -> "" + graph(self, steps).run().statuses());
  }

  private static StepGraph graph(Stepped self, StepDefinition... steps) {
    StepGraph graph = self.known(StepGraph.of(self.context));
    for (StepDefinition step : steps) {
      graph.add(step);
    }
    return graph;
  }

  private static StepDefinition work(String id) {
    return step(id, "step.work", id);
  }

  private static StepDefinition work(String id, String... requires) {
    StepDefinition step = work(id);
    for (String other : requires) {
      step = step.dependsOn(required(other));
    }
    return step;
  }

  // ---- order

  @Test
  void executesIndependentStepsAtTheSameTime() {
    runAll(work("a"), work("b"), work("c"));

    assertThat(kit.pending()).containsExactly("a", "b", "c");
    assertThat(kit.complete("c", "a", "b").result())
        .isEqualTo("{a=COMPLETED, b=COMPLETED, c=COMPLETED}");
  }

  @Test
  void beginsAStepInTheTurnInWhichTheLastOfItsDependenciesEnds() {
    runAll(work("d", "b", "c"), work("b", "a"), work("c", "a"), work("a"));

    assertThat(kit.pending()).containsExactly("a");
    assertThat(kit.complete("a").pending()).containsExactly("b", "c");
    assertThat(kit.complete("c").pending()).containsExactly("b");
    assertThat(kit.complete("b").pending()).containsExactly("d");
    assertThat(kit.run().kinds()).endsWith("activity_completed", "activity_scheduled");
    assertThat(kit.complete("d").calls()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void doesNotHoldAStepForAnotherOneOfTheSameLevel() {
    runAll(work("a"), work("slow"), work("b", "a"));

    assertThat(kit.complete("a").pending()).containsExactly("slow", "b");
    assertThat(kit.statuses())
        .containsExactly(entry("a", "COMPLETED"), entry("b", "RUNNING"), entry("slow", "RUNNING"));
  }

  // ---- values

  @Test
  void givesAStepTheResultsOfItsDependencies() {
    run(
        self -> {
          StepResults results =
              graph(
                      self,
                      work("a"),
                      step("n", "step.count", List.of(1, 2)),
                      step(
                              "c",
                              "step.work",
                              r -> r.get("a", String.class) + r.get("n", Integer.class))
                          .dependsOn(required("a"), required("n")))
                  .run();
          return results.get("c", String.class) + results.find("n", int.class);
        });

    kit.complete("a").complete("[1,2]", 3);

    assertThat(kit.pending()).containsExactly("a3");
    assertThat(kit.complete("a3").result()).isEqualTo("a3Optional[3]");
  }

  @Test
  void callsActivitiesThatTakeAndReturnNothing() {
    run(self -> "" + graph(self, step("r", "step.rest")).run().find("r", Object.class));

    assertThat(kit.complete("-", null).result()).isEqualTo(Optional.empty().toString());
  }

  @Test
  void failsAStepWhoseInputCannotBeMade() {
    runAll(
        work("a"),
        step("b", "step.work", results -> results.get("a", String.class)),
        step("c", "step.work", results -> 7));

    assertThat(kit.complete("a").failure())
        .startsWith("[WF-605] 2 of the steps of 'steps' failed: 'b' ([WF-604] Step 'a' is none of")
        .contains("What a step reads it must depend on.")
        .contains("'c' ([WF-208] A value is a java.lang.Integer where a java.lang.String is");
  }

  @Test
  void tellsWhyThereIsNoResult() {
    run(
        self -> {
          StepResults results =
              graph(self, step("r", "step.rest"), work("a")).onFailure(OnFailure.RETURN).run();
          return messageOf(() -> results.get("r", String.class))
              + messageOf(() -> results.get("x", String.class))
              + messageOf(() -> results.get("a", int.class))
              + messageOf(() -> results.input(String.class));
        });

    assertThat(kit.complete("-", null).complete("a").result())
        .isEqualTo(
            "[WF-604] Step 'r' is COMPLETED and has no result. Ask with find() for what may be"
                + " missing."
                + "[WF-604] Step 'x' is none of those that can be asked about here: [r, a]. What a"
                + " step reads it must depend on."
                + "[WF-604] The result of step 'a' is a java.lang.String, which is no int."
                + "[WF-604] The steps have no input.");
  }

  private static String messageOf(Runnable question) {
    try {
      question.run();
      return "none";
    } catch (WorkflowException e) {
      return "" + e.getMessage();
    }
  }

  // ---- failures

  @Test
  void cancelsWhatRequiresAFailedStepAndExecutesTheRest() {
    runAll(work("a"), work("b", "a"), work("c", "b"), work("x"), work("y", "x"));

    kit.fail("a").complete("x").complete("y");

    assertThat(kit.calls()).containsExactly("a", "x", "y");
    assertThat(kit.failure())
        .isEqualTo(
            "[WF-605] 1 of the steps of 'steps' failed: 'a' ([WF-501] Activity 'step.work' failed"
                + " after 3 attempts: java.lang.IllegalStateException: a). Retry them, or let"
                + " others depend on them optionally.");
  }

  @Test
  void goesOnWithoutWhatIsOptional() {
    run(
        self -> {
          StepResults results =
              graph(
                      self,
                      work("a"),
                      work("b", "a"),
                      step("c", "step.work", r -> "c" + r.find("b", String.class) + r.status("b"))
                          .dependsOn(optional("b")))
                  .run();
          return results.statuses() + results.get("c", String.class) + results.failure("b");
        });

    assertThat(kit.fail("a").pending()).containsExactly("cOptional.emptyCANCELLED");
    assertThat(kit.complete("cOptional.emptyCANCELLED").result())
        .isEqualTo("{a=FAILED, b=CANCELLED, c=COMPLETED}cOptional.emptyCANCELLEDOptional.empty");
  }

  @Test
  void isFailedByAFailureThatOnlyOneOfTwoCanDoWithout() {
    runAll(work("a"), work("b").dependsOn(optional("a")), work("c", "a"));

    assertThat(kit.fail("a").complete("b").failure()).contains("1 of the steps", "'a' (");
  }

  @Test
  void throwsTheFirstFailureWithTheOthersAndTheResults() {
    run(
        self -> {
          try {
            return "" + graph(self, work("a"), work("b"), work("c", "b")).run();
          } catch (StepsFailedException e) {
            return e.steps()
                + " "
                + e.results().with(dev.workflows.steps.StepStatus.CANCELLED)
                + " "
                + e.getCause().getMessage()
                + " "
                + e.getSuppressed().length
                + e.results().failure("b").isPresent();
          }
        });

    assertThat(kit.fail("b").fail("a").result())
        .isEqualTo(
            "[a, b] [c] [WF-501] Activity 'step.work' failed after 3 attempts:"
                + " java.lang.IllegalStateException: a 1true");
  }

  @Test
  void returnsFailuresWhereItIsToldTo() {
    run(
        self ->
            ""
                + graph(self, work("a"), work("b", "a"))
                    .onFailure(OnFailure.RETURN)
                    .run()
                    .statuses());

    assertThat(kit.fail("a").result()).isEqualTo("{a=FAILED, b=CANCELLED}");
  }

  @Test
  void endsItsStepsWhenItsRunIsToEnd() {
    runAll(work("a"), work("b"), work("c", "a")).cancel();

    assertThat(kit.run().kinds()).endsWith("workflow_cancelled");
    assertThat(kit.calls()).containsExactly("a", "b");
  }

  // ---- retry

  @Test
  void doesAFailedStepAgainAndWhatWasCancelledForIt() {
    run(
        self -> {
          StepGraph graph = graph(self, work("a"), work("b", "a"), work("x"), work("c", "b", "x"));
          try {
            return "" + graph.run();
          } catch (StepsFailedException e) {
            return "" + graph.retry("a") + graph.run().statuses();
          }
        });

    assertThat(kit.complete("x").fail("a").pending()).containsExactly("a");
    kit.complete("a").complete("b").complete("c");

    assertThat(kit.calls()).containsExactly("a", "x", "a", "b", "c");
    assertThat(kit.result()).isEqualTo("true{a=COMPLETED, b=COMPLETED, x=COMPLETED, c=COMPLETED}");
  }

  @Test
  void leavesCancelledWhatAlsoRequiresAnotherFailure() {
    run(
        self -> {
          StepGraph graph =
              graph(self, work("a"), work("b"), work("both", "a", "b"), work("after", "a"));
          try {
            return "" + graph.run();
          } catch (StepsFailedException e) {
            graph.retry("a");
            return "" + graph.onFailure(OnFailure.RETURN).run().statuses();
          }
        });

    kit.fail("a").fail("b").complete("a").complete("after");

    assertThat(kit.result()).isEqualTo("{a=COMPLETED, b=FAILED, both=CANCELLED, after=COMPLETED}");
  }

  @Test
  void waitsForAnOperatorWhoRetriesOrGivesUp() {
    run(
        self ->
            "" + graph(self, work("a"), work("b", "a")).onFailure(OnFailure.WAIT).run().statuses());

    kit.fail("a");
    assertThat(kit.pending()).isEmpty();
    assertThat(kit.statuses()).containsExactly(entry("a", "FAILED"), entry("b", "CANCELLED"));
    kit.send("retry", "b").send("retry", "z").send("retry", "a/a");
    assertThat(kit.pending()).isEmpty();

    kit.send("retry", "a").fail("a").send("retry", "a").complete("a").fail("b").send("giveUp");

    assertThat(kit.failure()).contains("'b' (");
  }

  @Test
  void goesOnOnceARetryHasSucceeded() {
    run(self -> "" + graph(self, work("a")).onFailure(OnFailure.WAIT).run().statuses());

    kit.fail("a").send("retry", "a").complete("a");

    assertThat(kit.result()).isEqualTo("{a=COMPLETED}");
  }

  @Test
  void retriesWhileOthersAreUnderWay() {
    runAll(work("a"), work("b", "a"), work("slow")).fail("a").send("retry", "a");

    assertThat(kit.pending()).containsExactly("slow", "a");
    kit.complete("a").complete("b").complete("slow");

    assertThat(kit.result()).isEqualTo("{a=COMPLETED, b=COMPLETED, slow=COMPLETED}");
  }

  // ---- what is refused before anything is done

  private String refusal(StepDefinition... steps) {
    runAll(steps);
    assertThat(kit.calls()).isEmpty();
    return "" + kit.failure();
  }

  @Test
  void refusesWhatCannotBeExecutedBeforeAnythingIs() {
    assertThat(refusal())
        .isEqualTo("[WF-604] The steps of 'steps' cannot be executed: there is no step.");
    assertThat(refusal(work("a"), work("b", "z")))
        .contains("step 'b' depends on 'z', which is none of them");
    assertThat(refusal(work("a", "b"), work("b", "a"))).contains("circle: a → b → a");
    assertThat(refusal(work("a"), step("b", "step.wrok", "x"), step("c", "step.work")))
        .contains("step 'b': [WF-213] There is no activity 'step.wrok'; those deployed are acts.")
        .contains("step 'c': [WF-213] Activity 'step.work' takes 1 argument, but is given 0.");
    assertThat(refusal(work("a"), StepDefinition.signal("s", "push", String.class)))
        .contains("step 's': Workflow 'stepped' cannot wait for signal 'push'");
  }

  @Test
  void refusesStepsThatComeTooLate() {
    run(
        self -> {
          StepGraph graph = graph(self, work("a"));
          graph.run();
          return messageOf(() -> graph.add(work("b")));
        });

    assertThat(kit.complete("a").result())
        .isEqualTo(
            "[WF-604] The steps of 'steps' have begun, and step 'b' comes too late. Let a step"
                + " emit it.");
  }

  @Test
  void refusesToBeExecutedTwiceAtOnce() {
    run(
        self -> {
          StepGraph graph = graph(self, work("a"));
          self.context.async(() -> graph.run());
          self.context.await(() -> graph.results().statuses().size() == 1);
          return messageOf(graph::run);
        });

    assertThat(kit.complete("a").result())
        .isEqualTo("[WF-604] The steps of 'steps' are being executed.");
  }
}
