package dev.workflows.replay;

import static dev.workflows.steps.Dependency.optional;
import static dev.workflows.steps.Dependency.required;
import static dev.workflows.steps.StepDefinition.human;
import static dev.workflows.steps.StepDefinition.plan;
import static dev.workflows.steps.StepDefinition.signal;
import static dev.workflows.steps.StepDefinition.step;
import static dev.workflows.steps.StepDefinition.timer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.steps.HumanDecision;
import dev.workflows.steps.OnFailure;
import dev.workflows.steps.StepDefinition;
import dev.workflows.steps.StepGraph;
import dev.workflows.steps.StepPlan;
import dev.workflows.steps.StepResult;
import dev.workflows.steps.StepResults;
import dev.workflows.steps.StepRetry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plans wait for signals, times and people, do steps anew, and lie within others. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StepPlanExecutionTests {

  private static final Duration HOUR = Duration.ofHours(1);

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

  private StepKit runPlan(StepDefinition... steps) {
    StepPlan.Builder plan = StepPlan.named("order").preset("patient", StepRetry.of(3, HOUR));
    for (StepDefinition step : steps) {
      plan.step(step);
    }
    StepPlan built = plan.build();
    return run(self -> "" + self.known(StepGraph.of(self.context, built, "in")).run().statuses());
  }

  private static StepDefinition work(String id) {
    return step(id, "step.work", id);
  }

  // ---- input, signals, timers

  @Test
  void executesAPlanForAnInput() {
    runPlan(step("a", "step.work", r -> "a " + r.input(String.class)));

    assertThat(kit.complete("a in").result()).isEqualTo("{a=COMPLETED}");
  }

  @Test
  void waitsForASignalThatMayComeEarly() {
    runPlan(
        work("a"),
        signal("s", "hand", String.class).dependsOn(required("a")),
        step("b", "step.work", r -> r.get("s", String.class)).dependsOn(required("s")));

    kit.send("hand", "early").complete("a");

    assertThat(kit.pending()).containsExactly("early");
  }

  @Test
  void waitsForATime() {
    runPlan(timer("t", HOUR), work("a").dependsOn(required("t")));

    assertThat(kit.pending()).isEmpty();
    assertThat(kit.fire().complete("a").result()).isEqualTo("{t=COMPLETED, a=COMPLETED}");
  }

  @Test
  void failsAStepThatTakesTooLong() {
    runPlan(
        signal("s", "hand", String.class).within(HOUR),
        work("slow").within(HOUR.multipliedBy(2)),
        work("a").dependsOn(optional("s"), optional("slow")));

    kit.fire().fire();

    assertThat(kit.run().kinds()).contains("activity_cancelled");
    assertThat(kit.complete("a").result()).isEqualTo("{s=FAILED, slow=FAILED, a=COMPLETED}");
  }

  // ---- presets

  @Test
  void doesAStepAnewAfterAPause() {
    runPlan(work("a").retry("patient"));

    kit.fail("a");
    assertThat(kit.pending()).isEmpty();
    assertThat(kit.statuses()).containsEntry("a", "RUNNING");
    kit.fire().fail("a").fire().complete("a");

    assertThat(kit.result()).isEqualTo("{a=COMPLETED}");
  }

  @Test
  void failsAStepWhosePresetIsUsedUp() {
    runPlan(work("a").retry("patient")).fail("a").fire().fail("a").fire().fail("a");

    assertThat(kit.failure()).startsWith("[WF-605] 1 of the steps of 'order' failed: 'a'");
    assertThat(kit.calls()).containsExactly("a", "a", "a");
  }

  @Test
  void doesNotRepeatBadInputAndRejections() {
    runPlan(step("a", "step.scan", "a").retry("patient"), human("h").retry("patient"))
        .complete("a", StepResult.of("").emit(step("x", "none")))
        .send("decide", HumanDecision.reject("h", "eva", "too dear"));

    assertThat(kit.failure())
        .contains("'a' ([WF-604]")
        .contains("'h' ([WF-605] Task 'h' was rejected by eva: too dear.)");
  }

  // ---- people

  @Test
  void givesEachTaskItsDecisionWhoeverWaits() {
    runPlan(human("h1"), human("h2"), human("h3").dependsOn(required("h1")));
    assertThat(kit.tasks()).isEqualTo(List.of("h1", "h2"));

    kit.send("decide", HumanDecision.approve("h3", "eva"))
        .send("decide", HumanDecision.approve("h2", null));
    assertThat(kit.tasks()).isEqualTo(List.of("h1"));
    kit.send("decide", HumanDecision.approve("h1", "eva"));

    assertThat(kit.result()).isEqualTo("{h1=COMPLETED, h2=COMPLETED, h3=COMPLETED}");
  }

  @Test
  void givesTheDecisionToWhatDependsOnIt() {
    runPlan(
            human("h"),
            step("a", "step.work", r -> "" + r.get("h", HumanDecision.class).by())
                .dependsOn(required("h")))
        .send("decide", HumanDecision.approve("h", "eva"));

    assertThat(kit.pending()).containsExactly("eva");
  }

  @Test
  void asksAgainWhenARejectedTaskIsRetried() {
    StepPlan plan = StepPlan.named("order").step(human("h")).build();
    run(
        self ->
            ""
                + self.known(StepGraph.of(self.context, plan))
                    .onFailure(OnFailure.WAIT)
                    .run()
                    .get("h", HumanDecision.class)
                    .by());

    kit.send("decide", HumanDecision.reject("h", null, null));
    assertThat(kit.tasks()).isEqualTo(List.of());
    kit.send("retry", "h");
    assertThat(kit.tasks()).isEqualTo(List.of("h"));

    assertThat(kit.send("decide", HumanDecision.approve("h", "kim")).result()).isEqualTo("kim");
  }

  @Test
  void letsAnotherTaskReceiveOnceTheReceivingOneIsGivenUp() {
    runPlan(human("h1").within(HOUR), human("h2"), work("a").dependsOn(optional("h1")));

    kit.fire().send("decide", HumanDecision.approve("h2", null)).complete("a");

    assertThat(kit.result()).isEqualTo("{h1=FAILED, h2=COMPLETED, a=COMPLETED}");
  }

  // ---- plans in plans

  private static StepPlan inner() {
    return StepPlan.named("inner")
        .step(step("x", "step.work", r -> "x" + r.input(String.class)))
        .step(step("y", "step.scan", "y").dependsOn(required("x")))
        .step(human("h"))
        .build();
  }

  @Test
  void executesAPlanAsAStepOfAnother() {
    run(
        self -> {
          StepGraph graph =
              self.known(StepGraph.of(self.context))
                  .add(work("a"))
                  .add(plan("p", inner(), r -> r.get("a", String.class)).dependsOn(required("a")))
                  .add(
                      step(
                              "b",
                              "step.work",
                              r -> r.get("p", StepResults.class).get("y", String.class))
                          .dependsOn(required("p")));
          return graph.run().statuses() + "" + graph.records("c", String.class);
        });

    kit.complete("a").complete("xa");
    assertThat(kit.tasks()).isEqualTo(List.of("p/h"));
    kit.complete("y", StepResult.of("why").record("c", "k", "v"))
        .send("decide", HumanDecision.approve("p/h", null))
        .complete("why");

    assertThat(kit.result()).isEqualTo("{a=COMPLETED, p=COMPLETED, b=COMPLETED}[v]");
  }

  @Test
  void goesOnInAPlanWhereItFailed() {
    run(
        self ->
            ""
                + self.known(StepGraph.of(self.context))
                    .add(plan("p", inner(), r -> ""))
                    .onFailure(OnFailure.WAIT)
                    .run()
                    .statuses());

    kit.send("decide", HumanDecision.approve("p/h", null)).complete("x").fail("y");
    assertThat(kit.statuses()).containsEntry("p", "FAILED");
    kit.send("retry", "p/x").send("retry", "q/y").send("retry", "p/z");
    assertThat(kit.pending()).isEmpty();
    kit.send("retry", "p/y").fail("y").send("retry", "p").complete("y", StepResult.of(""));

    assertThat(kit.result()).isEqualTo("{p=COMPLETED}");
    assertThat(kit.calls()).containsExactly("x", "y", "y", "y");
  }

  @Test
  void retriesInAPlanThatIsUnderWay() {
    run(
        self ->
            ""
                + self.known(StepGraph.of(self.context))
                    .add(plan("p", inner(), r -> ""))
                    .run()
                    .statuses());

    kit.fail("x").send("retry", "p/x");
    assertThat(kit.pending()).containsExactly("x");
    kit.complete("x")
        .complete("y", StepResult.of(""))
        .send("decide", HumanDecision.approve("p/h", null));

    assertThat(kit.result()).isEqualTo("{p=COMPLETED}");
  }

  @Test
  void refusesAPlanWhoseStepsCannotBeDoneBeforeAnythingIs() {
    StepPlan broken = StepPlan.named("inner").step(step("x", "none")).build();
    runPlan(work("a"), plan("p", broken, r -> "").dependsOn(required("a")));

    assertThat(kit.failure())
        .contains("step 'p': [WF-604] The steps of 'inner'", "There is no activity 'none'");
    assertThat(kit.calls()).isEmpty();
  }
}
