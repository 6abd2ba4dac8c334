package dev.workflows.replay;

import static dev.workflows.steps.Dependency.required;
import static dev.workflows.steps.StepDefinition.signal;
import static dev.workflows.steps.StepDefinition.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.workflows.NonDeterminismException;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.history.Event;
import dev.workflows.steps.StepDefinition;
import dev.workflows.steps.StepGraph;
import dev.workflows.steps.StepResult;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steps are code: changed under open runs they block these, and harm none; many are no harm. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StepDeploymentTests {

  private static final int MANY = 500;

  private final ReplayKit kit = new ReplayKit();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  private WorkflowDefinition executing(StepDefinition... steps) {
    return kit.define(
        Stepped.class,
        context ->
            new Stepped(
                context,
                self -> {
                  StepGraph graph = StepGraph.of(context);
                  for (StepDefinition step : steps) {
                    graph.add(step);
                  }
                  return graph.run().toString();
                }));
  }

  private void assertBlocked(TestRun run, StepDefinition... steps) {
    assertThatExceptionOfType(NonDeterminismException.class)
        .isThrownBy(() -> run.deploy(executing(steps)));
  }

  @Test
  void blocksARunWhoseActivityIsNoLongerDeployed() {
    TestRun called = kit.run(executing(step("a", "step.work", "a"))).start();
    assertBlocked(called, step("a", "step.gone", "a"));

    TestRun waiting = kit.run(executing(signal("s", "hand", String.class))).start();
    assertBlocked(
        waiting,
        signal("s", "hand", String.class),
        step("a", "step.gone", "a").dependsOn(required("s")));
  }

  @Test
  void blocksARunThatHasBegunWithoutAStepThatIsNew() {
    TestRun run = kit.run(executing(step("a", "step.work", "a"))).start();

    assertBlocked(
        run, step("b", "step.work", "b"), step("a", "step.work", "a"), step("c", "step.rest"));
  }

  @Test
  void goesOnWithAStepThatIsNewWhereNoRunHasBeen() {
    StepDefinition first = step("a", "step.work", "a");
    TestRun run = kit.run(executing(first)).start();

    run.deploy(executing(first, step("b", "step.work", "b").dependsOn(required("a"))));
    run.complete(2, "a").complete(4, "b");

    assertThat(run.result()).isEqualTo("{a=COMPLETED, b=COMPLETED}");
  }

  @Test
  void executesManyStepsThatOneEmits() {
    TestRun run = kit.run(executing(step("scan", "step.scan", "scan"))).start();
    StepResult<String> result = StepResult.of("");
    StepDefinition last = step("last", "step.work", "last");
    for (int i = 0; i < MANY; i++) {
      result = result.emit(step("s" + i, "step.work", "s" + i));
      last = last.dependsOn(required("s" + i));
    }

    run.complete(2, result.emit(last)).reload();
    assertThat(run.execution().pendingCalls()).hasSize(MANY);
    run.turn(
        LongStream.range(4, 4 + MANY)
            .mapToObj(seq -> run.completionOf(seq, "done"))
            .toArray(Event[]::new));
    run.reload();

    assertThat(run.execution().pendingCalls()).hasSize(1);
    run.complete(run.execution().lastSeq(), "done");
    assertThat((String) run.result()).endsWith("last=COMPLETED}");
  }
}
