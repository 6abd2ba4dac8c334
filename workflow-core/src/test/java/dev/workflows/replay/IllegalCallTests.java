package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.ErrorCode;
import dev.workflows.IllegalWorkflowCallException;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the run's own code may wait and record; who else tries is told so, and changes nothing. */
class IllegalCallTests {

  private final ReplayKit kit = new ReplayKit();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  /** Does in its constructor what belongs into the method. */
  @Workflow("hasty")
  static class Hasty {

    Hasty(WorkflowContext context, Acts acts, String what) {
      attempt(what, context, acts);
    }

    @WorkflowMethod
    public void run() {}
  }

  @ParameterizedTest
  @ValueSource(strings = {"sleep", "await", "custom", "protect", "call"})
  void refusesTheConstructor(String what) {
    TestRun run = kit.run(kit.define(Hasty.class, context -> new Hasty(context, kit.acts, what)));

    assertThatThrownBy(run::start)
        .isInstanceOf(IllegalWorkflowCallException.class)
        .hasMessageStartingWith("[WF-104] Workflow 'order-17' tried to wait or to record");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sleep", "await", "custom", "protect", "call"})
  void refusesAQuery(String what) {
    TestRun run =
        kit.run(
                kit.scripted(
                    self -> waitForEver(self),
                    (self, value) -> {},
                    self -> attempt(what, self.context, self.acts)))
            .start();
    Map<String, Object> before = lastKnown(run);

    assertThatThrownBy(() -> run.query("ask"))
        .isInstanceOfSatisfying(
            WorkflowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.QUERY_FAILED))
        .hasCauseInstanceOf(IllegalWorkflowCallException.class);
    assertThat(lastKnown(run)).isEqualTo(before);
    assertThat(run.push("x").kinds()).containsExactly("workflow_started", "signal_received");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sleep", "await", "custom", "protect", "call"})
  void refusesACondition(String what) {
    TestRun run =
        kit.run(
                self -> {
                  self.context.await(
                      () -> self.log.size() > 1 && attempt(what, self.context, self.acts) == null);
                  return "never";
                })
            .start()
            .push("x");

    assertThat(run.failure().code()).isEqualTo(ErrorCode.ILLEGAL_CALL.code());
    assertThat(run.kinds())
        .containsExactly("workflow_started", "signal_received", "workflow_failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sleep", "await", "custom", "protect", "call"})
  void refusesAConditionThatIsAskedForTheFirstTime(String what) {
    TestRun run =
        kit.run(
                self -> {
                  self.context.await(() -> attempt(what, self.context, self.acts) == null);
                  return "never";
                })
            .start();

    assertThat(run.failure().code()).isEqualTo(ErrorCode.ILLEGAL_CALL.code());
    assertThat(run.kinds()).containsExactly("workflow_started", "workflow_failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sleep", "await", "custom", "protect"})
  void refusesAThreadOfTheCodesOwn(String what) {
    TestRun run =
        kit.run(
                self -> {
                  List<Throwable> thrown = new ArrayList<>();
                  Thread own = new Thread(() -> attempt(what, self.context, self.acts));
                  own.setUncaughtExceptionHandler((thread, e) -> thrown.add(e));
                  own.start();
                  own.join();
                  return ((WorkflowException) thrown.get(0)).code().code();
                })
            .start();

    assertThat(run.result()).isEqualTo("WF-104");
    assertThat(run.kinds()).containsExactly("workflow_started", "workflow_completed");
  }

  @Test
  void letsAThreadOfTheCodesOwnCallActivitiesOnlyAsIfOutside() {
    TestRun run =
        kit.run(
                self -> {
                  List<Boolean> inRun = new ArrayList<>();
                  Thread own = new Thread(() -> inRun.add(kit.scope.isInRun()));
                  own.start();
                  own.join();
                  return kit.scope.isInRun() + " " + inRun;
                })
            .start();

    assertThat(run.result()).isEqualTo("true [false]");
    assertThat(kit.scope.isInRun()).isFalse();
  }

  @Test
  void refusesADurableCallOutsideOfAnyRun() {
    assertThatThrownBy(() -> kit.acts.charge("o"))
        .isInstanceOf(IllegalWorkflowCallException.class)
        .hasMessageContaining("Activity 'acts.charge' was called durably outside a run");
  }

  @Test
  void answersAQueryOfWhatNeitherWaitsNorRecords() {
    TestRun run =
        kit.run(
                kit.scripted(
                    self -> waitForEver(self),
                    (self, value) -> {},
                    self ->
                        self.context.workflowId()
                            + " "
                            + self.context.type()
                            + " "
                            + self.context.now()
                            + " "
                            + self.context.cancelRequested()))
            .start();

    assertThat(run.query("ask")).isEqualTo("order-17 scripted " + TestRun.BEGINNING + " false");
  }

  @Test
  void tellsAQueryThatThrowsFromARunThatFails() {
    TestRun run =
        kit.run(
                kit.scripted(
                    self -> waitForEver(self),
                    (self, value) -> {},
                    self -> {
                      throw new AssertionError("query's own");
                    }))
            .start();

    assertThatThrownBy(() -> run.query("ask"))
        .hasMessage("[WF-214] Query 'ask' of workflow 'order-17' threw java.lang.AssertionError.")
        .hasCauseInstanceOf(AssertionError.class);
    assertThat(run.push("x").execution().isClosed()).isFalse();
  }

  private static Map<String, Object> lastKnown(TestRun run) {
    return Map.of(
        "seq", run.execution().lastSeq(),
        "calls", run.execution().pendingCalls(),
        "timers", run.execution().pendingTimers());
  }

  private static String attempt(String what, WorkflowContext context, Acts acts) {
    switch (what) {
      case "sleep" -> context.sleep(Duration.ofHours(1));
      case "await" -> context.await(() -> false);
      case "custom" -> context.custom("note", new byte[0]);
      case "protect" -> context.nonCancellable(() -> {});
      default -> acts.charge("o");
    }
    return "went through";
  }

  private static String waitForEver(Scripted self) {
    self.context.await(() -> false);
    return "never";
  }
}
