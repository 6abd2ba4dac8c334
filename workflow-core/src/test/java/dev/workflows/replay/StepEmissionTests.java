package dev.workflows.replay;

import static dev.workflows.steps.Dependency.optional;
import static dev.workflows.steps.Dependency.required;
import static dev.workflows.steps.StepDefinition.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.payload.PayloadException;
import dev.workflows.steps.OnFailure;
import dev.workflows.steps.StepGraph;
import dev.workflows.steps.StepResult;
import dev.workflows.steps.StepResults;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steps add steps and records by what their activities return. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StepEmissionTests {

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

  private static StepGraph scanning(Stepped self) {
    return self.known(StepGraph.of(self.context)).add(step("scan", "step.scan", "scan"));
  }

  // ---- steps

  @Test
  void executesEmittedStepsWithInputsOfTheParametersTypes() {
    run(
        self -> {
          StepResults results = scanning(self).run();
          return results.statuses()
              + results.get("scan", String.class)
              + results.get("n", int.class);
        });

    kit.complete(
        "scan",
        StepResult.of("found")
            .emit(step("w", "step.work", "w").dependsOn(required("n"), required("scan")))
            .emit(step("n", "step.count", List.of(1, 2))));

    assertThat(kit.pending()).containsExactly("[1,2]");
    assertThat(kit.complete("[1,2]", 2).complete("w").result())
        .isEqualTo("{scan=COMPLETED, w=COMPLETED, n=COMPLETED}found2");
  }

  @Test
  void letsEmittedStepsEmitFurtherOnes() {
    run(self -> "" + scanning(self).run().statuses().keySet());

    kit.complete("scan", StepResult.of("").emit(step("s1", "step.scan", "s1")))
        .complete("s1", StepResult.of("").emit(step("s2", "step.scan", "s2")))
        .complete("s2", StepResult.of(""));

    assertThat(kit.result()).isEqualTo("[scan, s1, s2]");
  }

  @Test
  void addsNothingOfAStepThatFails() {
    run(
        self ->
            ""
                + scanning(self).onFailure(OnFailure.WAIT).run().statuses()
                + self.context.historyLength());

    kit.fail("scan").send("retry", "scan");
    kit.complete("scan", StepResult.of("").emit(step("w", "step.work", "w"))).complete("w");

    assertThat((String) kit.result()).startsWith("{scan=COMPLETED, w=COMPLETED}");
  }

  @Test
  void cancelsAnEmittedStepThatRequiresWhatHasFailed() {
    run(
        self ->
            ""
                + scanning(self)
                    .add(step("a", "step.work", "a"))
                    .onFailure(OnFailure.RETURN)
                    .run()
                    .statuses());

    kit.fail("a");
    kit.complete(
        "scan",
        StepResult.of("")
            .emit(step("w", "step.work", "w").dependsOn(required("v")))
            .emit(step("v", "step.work", "v").dependsOn(required("a")))
            .emit(step("u", "step.work", "u").dependsOn(optional("v"))));

    assertThat(kit.complete("u").result())
        .isEqualTo("{scan=COMPLETED, a=FAILED, w=CANCELLED, v=CANCELLED, u=COMPLETED}");
  }

  @Test
  void failsTheStepThatEmitsWhatCannotBeAndAddsNothingOfIt() {
    run(
        self -> {
          StepGraph graph = scanning(self).onFailure(OnFailure.RETURN);
          StepResults results = graph.run();
          return results.statuses()
              + " "
              + graph.records("c", String.class)
              + " "
              + results.failure("scan").map(Exception::getMessage).orElse("");
        });

    kit.complete(
        "scan",
        StepResult.of("")
            .emit(step("ok", "step.work", "ok"))
            .emit(step("scan", "step.work", "again").dependsOn(required("z")))
            .record("c", "k", "v"));

    assertThat(kit.result())
        .isEqualTo(
            "{scan=FAILED} [] [WF-604] The steps of 'steps' cannot be executed: there is more than"
                + " one step 'scan'; step 'scan' depends on 'z', which is none of them.");
  }

  @Test
  void failsTheStepThatEmitsAnUnknownKind() {
    run(self -> "" + scanning(self).run());

    kit.complete("scan", StepResult.of("").emit(step("w", "step.wrok", "w")));

    assertThat(kit.failure()).contains("'scan' ([WF-604]", "There is no activity 'step.wrok'");
  }

  @Test
  void failsAnEmittedStepWhoseInputDoesNotFit() {
    run(self -> "" + scanning(self).run());

    kit.complete("scan", StepResult.of("").emit(step("n", "step.count", "none")));

    assertThat(kit.failure()).contains("'n' ([WF-208] A payload does not fit");
  }

  // ---- keys

  @Test
  void doesOnceWhatHasOneKey() {
    run(
        self -> {
          StepResults results =
              StepGraph.of(self.context)
                  .add(step("a", "step.work", "a").dedupKey("x"))
                  .add(step("b", "step.work", "b").dedupKey("x"))
                  .add(
                      step("c", "step.work", r -> "c" + r.get("b", String.class))
                          .dependsOn(required("b")))
                  .run();
          return results.get("b", String.class) + results.executedAs("b") + results.statuses();
        });

    assertThat(kit.pending()).containsExactly("a");
    assertThat(kit.complete("a").complete("ca").result())
        .isEqualTo("aa{a=COMPLETED, b=COMPLETED, c=COMPLETED}");
  }

  @Test
  void doesOnceWhatIsEmittedWithAKnownKey() {
    run(
        self -> {
          StepResults results = scanning(self).add(step("other", "step.scan", "other")).run();
          return results.executedAs("w2") + results.statuses();
        });

    kit.complete("scan", StepResult.of("").emit(step("w1", "step.work", "w1").dedupKey("x")));
    kit.complete(
        "other",
        StepResult.of("")
            .emit(step("w2", "step.work", "w2").dedupKey("x"))
            .emit(step("w1", "step.work", "again").dedupKey("x"))
            .emit(step("end", "step.work", "end").dependsOn(required("w2"))));

    assertThat(kit.pending()).containsExactly("w1");
    assertThat(kit.complete("w1").complete("end").result())
        .isEqualTo(
            "w1{scan=COMPLETED, other=COMPLETED, w1=COMPLETED, w2=COMPLETED, end=COMPLETED}");
  }

  // ---- records

  @Test
  void keepsTheLastRecordOfAKeyInTheOrderOfTheEnds() {
    run(
        self -> {
          StepGraph graph = scanning(self).add(step("other", "step.scan", "other"));
          graph.run();
          return ""
              + graph.records("c", String.class)
              + graph.record("c", "k2", String.class)
              + graph.record("n", "k", int.class)
              + graph.record("c", "none", String.class)
              + graph.records("none", String.class);
        });

    kit.run()
        .turn(
            kit.run()
                .completionOf(
                    3, StepResult.of("").record("c", "k1", "first").record("c", "k2", "b")),
            kit.run()
                .completionOf(
                    2, StepResult.of("").record("n", "k", 7).record("c", "k1", "second")));

    assertThat(kit.result()).isEqualTo("[second, b]Optional[b]Optional[7]Optional.empty[]");
  }

  @Test
  void refusesToReadARecordAsAnotherType() {
    run(
        self -> {
          StepGraph graph = scanning(self);
          graph.run();
          try {
            return "" + graph.records("c", Integer.class);
          } catch (PayloadException e) {
            return "refused";
          }
        });

    kit.complete("scan", StepResult.of("").record("c", "k", "text"));

    assertThat(kit.result()).isEqualTo("refused");
  }

  @Test
  void keepsRecordsOfStepsWithoutAValue() {
    run(
        self -> {
          StepGraph graph = StepGraph.of(self.context).add(step("r", "step.report"));
          return graph.run().find("r", Object.class) + "" + graph.records("c", String.class);
        });

    kit.complete("-", StepResult.of(null).record("c", "k", "v"));

    assertThat(kit.result()).isEqualTo("Optional.empty[v]");
  }
}
