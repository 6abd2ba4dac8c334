package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.CancellationScope;
import dev.workflows.ErrorCode;
import dev.workflows.ScopeTimeoutException;
import dev.workflows.WorkflowCancelledException;
import dev.workflows.history.Event;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parts of the code end apart from the rest, and within their time. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScopeTests {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final ReplayKit kit = new ReplayKit();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  @Test
  void endsTheCodeOfAScopeAndNothingElse() {
    CancellationScope[] scope = new CancellationScope[1];
    TestRun run =
        kit.run(
                self -> {
                  scope[0] = self.context.newScope();
                  try {
                    scope[0].run(() -> self.context.sleep(HOUR));
                    return "slept";
                  } catch (WorkflowCancelledException e) {
                    return e.getMessage()
                        + " "
                        + scope[0].cancelRequested()
                        + " "
                        + self.context.cancelRequested()
                        + " "
                        + self.acts.charge("o");
                  }
                },
                (self, value) -> scope[0].cancel(value))
            .start()
            .push("moved")
            .push("again")
            .reload();
    run.complete(run.execution().lastSeq() - 1, "charged");

    assertThat(run.result()).isEqualTo("moved true false charged");
  }

  @Test
  void endsWhatLiesWithinButNothingDetached() {
    TestRun run =
        kit.run(
                self -> {
                  CancellationScope outer = self.context.newScope();
                  self.context.runAsync(
                      () -> {
                        self.context.await(() -> self.log.contains("push stop"));
                        outer.cancel("stop");
                      });
                  try {
                    outer.run(
                        () -> {
                          CancellationScope inner = self.context.newScope();
                          self.context.nonCancellable(() -> self.acts.release("kept"));
                          self.log.add("kept");
                          inner.run(() -> self.context.sleep(HOUR));
                        });
                    return "no";
                  } catch (WorkflowCancelledException e) {
                    return "" + self.log;
                  }
                })
            .start()
            .push("stop");
    assertThat(run.execution().isClosed()).isFalse();
    run.complete(2, null);

    assertThat(run.result()).isEqualTo("[run null, push stop, kept]");
    assertThat(run.kinds()).doesNotContain("timer_started");
  }

  @Test
  void givesUpAnActivityWhoseTimeIsOver() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    return self.context.callWithTimeout(MINUTE, () -> self.acts.charge("o"));
                  } catch (ScopeTimeoutException e) {
                    return e.code() + " " + e.timeout();
                  }
                })
            .start()
            .reload()
            .fire(2);

    assertThat(run.result()).isEqualTo(ErrorCode.SCOPE_TIMEOUT + " PT1M");
    assertThat(run.kinds())
        .containsExactly(
            "workflow_started",
            "timer_started",
            "activity_scheduled",
            "timer_fired",
            "activity_cancelled",
            "workflow_completed");
  }

  @Test
  void forgetsTheTimeOfCodeThatHasEnded() {
    TestRun run =
        kit.run(self -> self.context.callWithTimeout(MINUTE, () -> self.acts.charge("o")))
            .start()
            .complete(3, "charged");

    assertThat(run.result()).isEqualTo("charged");
    assertThat(run.events()).contains(new Event.TimerCancelled(2));
    assertThat(run.execution().pendingTimers()).isEmpty();
  }

  @Test
  void takesTheOutcomeThatCameTogetherWithTheEndOfTheTime() {
    TestRun run =
        kit.run(self -> self.context.callWithTimeout(MINUTE, () -> self.acts.charge("o"))).start();

    run.turn(run.completionOf(3, "charged"), new Event.TimerFired(2));

    assertThat(run.result()).isEqualTo("charged");
  }

  @Test
  void tellsTheEndOfTheRunFromTheEndOfTheTime() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.withTimeout(MINUTE, () -> self.context.sleep(HOUR));
                  return "slept";
                })
            .start()
            .cancel("stop");

    assertThat(run.last()).isEqualTo(new Event.WorkflowCancelled(run.payload("stop")));
  }

  @Test
  void endsTheInnerTimeWithinTheOuterOne() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    self.context.withTimeout(
                        MINUTE,
                        () -> self.context.withTimeout(HOUR, () -> self.context.sleep(HOUR)));
                    return "slept";
                  } catch (ScopeTimeoutException e) {
                    return "" + e.timeout();
                  }
                })
            .start()
            .fire(2);

    assertThat(run.result()).isEqualTo("PT1M");
    assertThat(run.execution().pendingTimers()).isEmpty();
  }

  @Test
  void doesNotBeginWithoutTime() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.withTimeout(Duration.ZERO, () -> self.log.add("began"));
                  return "ended";
                })
            .start();

    assertThat(run.failure().code()).isEqualTo(ErrorCode.SCOPE_TIMEOUT.code());
    assertThat(run.log()).doesNotContain("began");
  }

  @Test
  void keepsALaterSignalForTheNextWait() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    self.context.withTimeout(
                        MINUTE, () -> self.context.await(() -> self.log.contains("push a")));
                  } catch (ScopeTimeoutException e) {
                    self.log.add("too late");
                  }
                  self.context.await(() -> self.log.contains("push a"));
                  return "" + self.log;
                })
            .start()
            .fire(2)
            .push("a");

    assertThat(run.result()).isEqualTo("[run null, too late, push a]");
  }

  @Test
  void liesWithinWhatItIsExecutedIn() {
    TestRun run =
        kit.run(
                self -> {
                  CancellationScope scope = self.context.newScope();
                  try {
                    self.context.withTimeout(
                        MINUTE, () -> scope.run(() -> self.context.sleep(HOUR)));
                    return "slept";
                  } catch (ScopeTimeoutException e) {
                    return "in time " + scope.cancelRequested();
                  }
                })
            .start()
            .fire(2);

    assertThat(run.result()).isEqualTo("in time false");
  }

  @Test
  void isLeftAloneWhereNothingIsCancelled() {
    TestRun run =
        kit.run(
                self -> {
                  CancellationScope scope = self.context.newScope();
                  try {
                    self.context.sleep(HOUR);
                    return "slept";
                  } finally {
                    self.context.nonCancellable(() -> scope.run(() -> self.acts.release("o")));
                  }
                })
            .start()
            .cancel("stop");
    run.complete(run.execution().lastSeq(), null);

    assertThat(run.last()).isInstanceOf(Event.WorkflowCancelled.class);
  }

  @Test
  void mayBeEnteredAgainWithinItself() {
    TestRun run =
        kit.run(
                self -> {
                  CancellationScope scope = self.context.newScope();
                  scope.run(
                      () -> {
                        self.context.ensure(() -> self.log.add("unlocked"));
                        scope.run(() -> self.log.add("inner"));
                        self.context.async(
                            () -> {
                              scope.run(() -> self.log.add("branch"));
                              return true;
                            });
                        self.log.add("still locked");
                      });
                  return "" + self.log;
                })
            .start();

    assertThat(run.result()).isEqualTo("[run null, inner, still locked, branch, unlocked]");
  }

  @Test
  void endsAllThatIsExecutedInIt() {
    TestRun run =
        kit.run(
                self -> {
                  CancellationScope scope = self.context.newScope();
                  for (String name : List.of("a", "b")) {
                    self.context.async(
                        () -> {
                          try {
                            scope.run(() -> self.context.sleep(HOUR));
                          } catch (WorkflowCancelledException e) {
                            self.log.add(name + " " + e.getMessage());
                          }
                          return true;
                        });
                  }
                  self.context.await(() -> self.log.contains("push stop"));
                  scope.cancel("enough");
                  return "ended";
                })
            .start()
            .push("stop");

    assertThat(run.result()).isEqualTo("ended");
    assertThat(run.log()).endsWith("a enough", "b enough");
  }

  @Test
  void tellsConditionsOfTheScopeThatTheyAreAskedIn() {
    TestRun run =
        kit.run(
                self -> {
                  CancellationScope scope = self.context.newScope();
                  self.context.runAsync(
                      () -> {
                        self.context.await(() -> self.log.contains("push stop"));
                        scope.cancel("enough");
                      });
                  scope.run(
                      () ->
                          self.context.nonCancellable(
                              () -> self.context.await(self.context::cancelRequested)));
                  return "seen";
                })
            .start()
            .push("stop");

    assertThat(run.result()).isEqualTo("seen");
  }
}
