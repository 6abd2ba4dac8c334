package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.ErrorCode;
import dev.workflows.Failure;
import dev.workflows.WorkflowCancelledException;
import dev.workflows.history.Event;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A request to end wakes every wait and stays; cleanup is protected from it. */
class CancellationTests {

  private static final Duration HOUR = Duration.ofHours(1);

  private final ReplayKit kit = new ReplayKit();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  @Test
  void wakesASleepAndCancelsItsTimer() {
    TestRun run = kit.run(self -> sleep(self)).start().cancel("too late");

    assertThat(run.kinds().subList(2, 5))
        .containsExactly("cancel_requested", "timer_cancelled", "workflow_cancelled");
    assertThat(run.last()).isEqualTo(new Event.WorkflowCancelled(run.payload("too late")));
  }

  @Test
  void wakesAConditionWithAndWithoutTimeout() {
    TestRun with = kit.run(self -> "" + self.context.await(HOUR, () -> false)).start();
    TestRun without =
        kit.run(
                self -> {
                  self.context.await(() -> false);
                  return "never";
                })
            .start();

    assertThat(with.cancel("stop").last()).isInstanceOf(Event.WorkflowCancelled.class);
    assertThat(without.cancel("stop").last()).isInstanceOf(Event.WorkflowCancelled.class);
  }

  @Test
  void tellsTheReason() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    return sleep(self);
                  } catch (WorkflowCancelledException e) {
                    return e.getMessage() + " " + self.context.cancelRequested();
                  }
                })
            .start()
            .cancel("changed my mind");

    assertThat(run.result()).isEqualTo("changed my mind true");
  }

  @Test
  void completesARunWhoseMethodReturnsNormally() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    return sleep(self);
                  } catch (WorkflowCancelledException e) {
                    return "enough";
                  }
                })
            .start()
            .cancel("stop");

    assertThat(run.last()).isEqualTo(new Event.WorkflowCompleted(run.payload("enough")));
  }

  @Test
  void staysInForceForEveryFurtherWaitAndCall() {
    TestRun run =
        kit.run(
                self -> {
                  int refused = 0;
                  for (Runnable wait :
                      new Runnable[] {
                        () -> sleep(self),
                        () -> sleep(self),
                        () -> self.context.sleep(Duration.ZERO),
                        () -> self.context.await(() -> true),
                        () -> self.context.await(HOUR, () -> true),
                        () -> self.acts.charge("o")
                      }) {
                    try {
                      wait.run();
                    } catch (WorkflowCancelledException e) {
                      refused++;
                    }
                  }
                  return "" + refused;
                })
            .start()
            .cancel("stop");

    assertThat(run.result()).isEqualTo("6");
    assertThat(run.kinds()).doesNotContain("activity_scheduled");
  }

  @Test
  void letsCleanupWaitAndCall() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    return sleep(self);
                  } finally {
                    self.context.nonCancellable(
                        () -> {
                          self.acts.release("o");
                          self.context.sleep(HOUR);
                        });
                  }
                })
            .start()
            .cancel("stop");

    assertThat(run.execution().pendingCalls()).containsOnlyKeys(5L);
    assertThat(run.execution().cancellableCalls()).isEmpty();
    run.complete(5, null).fire(7);

    assertThat(run.last()).isEqualTo(new Event.WorkflowCancelled(run.payload("stop")));
  }

  @Test
  void doesNotInterruptCleanupThatHasBegunBefore() {
    TestRun run =
        kit.run(
                self -> {
                  String kept = self.context.callNonCancellable(() -> self.acts.charge("o"));
                  return kept + sleep(self);
                })
            .start();

    assertThat(run.execution().cancellableCalls()).isEmpty();
    run.cancel("stop");
    assertThat(run.execution().pendingCalls()).containsOnlyKeys(2L);
    run.complete(2, "paid");

    assertThat(run.last()).isInstanceOf(Event.WorkflowCancelled.class);
  }

  @Test
  void protectsUntilTheOutermostScopeEnds() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.nonCancellable(
                      () -> {
                        self.context.nonCancellable(() -> self.log.add("inner"));
                        self.context.sleep(HOUR);
                      });
                  return sleep(self);
                })
            .start()
            .cancel("stop");

    assertThat(run.execution().isClosed()).isFalse();
    run.fire(2);

    assertThat(run.last()).isInstanceOf(Event.WorkflowCancelled.class);
  }

  @Test
  void endsACallThatWasCancelledAsCancelled() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    return self.acts.charge("o");
                  } catch (WorkflowCancelledException e) {
                    return "cancelled: " + e.getMessage();
                  }
                })
            .start();
    assertThat(run.execution().cancellableCalls()).containsExactly(2L);

    run.turn(
        run.cancelOf("stop"),
        run.failureOf(2, Failure.of(ErrorCode.ACTIVITY_CANCELLED, "asked to end")));

    assertThat(run.result()).isEqualTo("cancelled: asked to end");
  }

  @Test
  void givesACallItsOutcomeIfThatComesWithTheRequest() {
    TestRun run = kit.run(self -> self.acts.charge("o")).start();

    run.turn(run.cancelOf("stop"), run.completionOf(2, "paid"));

    assertThat(run.result()).isEqualTo("paid");
  }

  @Test
  void endsAHandlerQuietlyAndTheMethodAsCancelled() {
    TestRun run =
        kit.run(self -> sleep(self), (self, value) -> self.context.await(() -> false))
            .start()
            .push("x")
            .cancel("stop");

    assertThat(run.last()).isInstanceOf(Event.WorkflowCancelled.class);
  }

  @Test
  void failsARunThatThrowsItWithoutHavingBeenAsked() {
    TestRun run =
        kit.run(
                self -> {
                  throw new WorkflowCancelledException("of my own");
                })
            .start();

    assertThat(run.failure().type()).isEqualTo(WorkflowCancelledException.class.getName());
  }

  @Test
  void reachesARunThatHasNotBegun() {
    TestRun run = kit.run(self -> sleep(self)).startDetached().reload();

    run.cancel("never mind");

    assertThat(run.kinds())
        .containsExactly("workflow_started", "cancel_requested", "workflow_cancelled");
  }

  @Test
  void isTheSameWhenReplayed() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    return sleep(self);
                  } catch (WorkflowCancelledException e) {
                    self.context.nonCancellable(() -> self.acts.release(e.getMessage()));
                    throw e;
                  }
                })
            .start()
            .cancel("stop");

    Map<String, Object> before = run.state();
    assertThat(run.reload().state()).isEqualTo(before);
    run.complete(5, null);

    assertThat(run.last()).isEqualTo(new Event.WorkflowCancelled(run.payload("stop")));
  }

  private static String sleep(Scripted self) {
    self.context.sleep(HOUR);
    return "slept";
  }
}
