package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.NonDeterminismException;
import dev.workflows.WorkflowContext;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.history.Event;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code that no longer matches its history is found out, told apart and can do nothing more. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MismatchTests {

  private static final Scripted.Code CHARGE = self -> self.acts.charge("o");
  private static final Duration HOUR = Duration.ofHours(1);

  private final ReplayKit kit = new ReplayKit();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  @Test
  void namesTheEventWhatWasRecordedAndWhatTheCodeAskedFor() {
    TestRun run = kit.run(CHARGE).start();

    refused(run, self -> sleep(self))
        .hasMessage(
            "[WF-101] Workflow 'order-17' asked for timer_started at event 2, but history recorded"
                + " activity_scheduled 'acts.charge'. Deploy the code it ran on; the run goes on by"
                + " itself then.");
  }

  @Test
  void findsACallOfAnotherActivity() {
    TestRun run = kit.run(CHARGE).start();

    refused(run, self -> release(self))
        .hasMessageContaining("asked for activity_scheduled 'acts.release' at event 2")
        .hasMessageContaining("recorded activity_scheduled 'acts.charge'");
  }

  @Test
  void findsAWaitOfAnotherName() {
    TestRun run = kit.run(self -> await(self, "payment")).start();

    refused(run, self -> await(self, "delivery"))
        .hasMessageContaining("asked for timer_started 'delivery' at event 2")
        .hasMessageContaining("recorded timer_started 'payment'");
  }

  @Test
  void findsThatAnotherTimerIsCancelled() {
    TestRun run = kit.run(twoWaits("method")).start();
    run.push("handler waits").push("enough for one");
    assertThat(run.last()).isEqualTo(new Event.TimerCancelled(2));

    assertThatThrownBy(() -> run.deploy(twoWaits("handler")))
        .isInstanceOf(NonDeterminismException.class)
        .hasMessageContaining("asked for timer_cancelled of event 4 at event 6")
        .hasMessageContaining("recorded timer_cancelled of event 2");
  }

  /** The method waits for an hour and so does a handler; the next signal wakes one of them. */
  private WorkflowDefinition twoWaits(String woken) {
    return kit.scripted(
        self -> {
          self.context.await("same", HOUR, () -> woken.equals("method") && self.log.size() > 2);
          return waitForEver(self);
        },
        (self, value) -> {
          self.log.add(value);
          if (self.log.size() == 2) {
            self.context.await("same", HOUR, () -> woken.equals("handler") && self.log.size() > 2);
          }
        });
  }

  @Test
  void findsCodeThatAsksForMoreThanWasRecordedInATurn() {
    TestRun run = kit.run(self -> chargeThenWait(self)).start();
    run.complete(2, "paid").push("go");

    refused(run, self -> self.acts.charge("o") + self.acts.charge("again"))
        .hasMessageContaining("asked for activity_scheduled 'acts.charge' at event 4")
        .hasMessageContaining("recorded signal_received 'push'");
  }

  @Test
  void findsCodeThatAsksForMoreAtTheEndOfTheHistory() {
    TestRun run = kit.run(self -> chargeThenWait(self)).start();
    run.complete(2, "paid");

    refused(run, self -> self.acts.charge("o") + self.acts.charge("again"))
        .hasMessageContaining("asked for activity_scheduled 'acts.charge' at event 4")
        .hasMessageContaining("recorded nothing there");
  }

  @Test
  void findsHistoryThatIsLeftOver() {
    TestRun run = kit.run(CHARGE).start();

    refused(run, self -> waitForEver(self))
        .hasMessageContaining("asked for nothing more at event 2")
        .hasMessageContaining("recorded activity_scheduled 'acts.charge'");
  }

  @Test
  void findsAnEndOfAnotherKind() {
    TestRun run = kit.run(self -> "done").start();

    refused(
            run,
            self -> {
              throw new IllegalStateException("no");
            })
        .hasMessageContaining("asked for workflow_failed at event 2")
        .hasMessageContaining("recorded workflow_completed");
  }

  @Test
  void findsAnEndThatComesTooSoon() {
    TestRun run = kit.run(CHARGE).start();

    refused(run, self -> "done").hasMessageContaining("asked for workflow_completed at event 2");
  }

  @Test
  void acceptsAnEndOfTheSameKindWithAnotherValue() {
    TestRun run = kit.run(self -> "done").start();

    run.deploy(kit.scripted(self -> "done otherwise"));

    assertThat(run.execution().isClosed()).isTrue();
  }

  @Test
  void findsAnOutcomeOfACallThatTheCodeDidNotMake() {
    TestRun run = kit.run(self -> waitForEver(self)).start();

    assertThatThrownBy(() -> run.complete(17, "paid"))
        .isInstanceOf(NonDeterminismException.class)
        .hasMessageContaining("answers an activity at event 17 that its code is not waiting for");
  }

  @Test
  void findsATimerThatTheCodeDidNotStart() {
    TestRun run = kit.run(self -> waitForEver(self)).start();

    assertThatThrownBy(() -> run.turn(new Event.TimerFired(17)))
        .isInstanceOf(NonDeterminismException.class)
        .hasMessageContaining("answers a timer at event 17 that its code is not waiting for");
  }

  // ---- code that would like to go on

  @Test
  void letsNoCodeCatchAMismatchAsAnException() {
    TestRun run = kit.run(CHARGE).start();

    refused(
            run,
            self -> {
              try {
                return release(self);
              } catch (Exception e) {
                return self.acts.charge("instead");
              }
            })
        .hasMessageContaining("asked for activity_scheduled 'acts.release' at event 2");
    assertThat(run.execution().pendingCalls()).isEmpty();
  }

  @Test
  void letsNoCodeThatCatchesEverythingGoOn() {
    TestRun run = kit.run(CHARGE).start();

    refused(
            run,
            self -> {
              try {
                return release(self);
              } catch (Throwable e) {
                self.context.custom("sneaked in", new byte[0]);
                return "went on";
              }
            })
        .hasMessageContaining("asked for activity_scheduled 'acts.release' at event 2");
    assertThat(run.execution().isClosed()).isFalse();
  }

  @Test
  void leavesCodeBehindThatCatchesEverythingForEver() {
    kit.mayKeepThreads(1);
    TestRun run = kit.run(CHARGE).start();

    refused(
            run,
            self -> {
              while (true) {
                try {
                  release(self);
                } catch (Throwable e) {
                  self.context.now();
                }
              }
            })
        .hasMessageContaining("asked for activity_scheduled 'acts.release' at event 2");
  }

  @Test
  void callsNoFurtherHandlerAfterAMismatch() {
    TestRun run = kit.run(self -> waitForEver(self)).start();
    run.turn(run.signalOf("push", "a"), run.signalOf("push", "b"));

    refused(
            run,
            self -> waitForEver(self),
            (self, value) -> {
              self.log.add(value);
              self.acts.charge(value);
            })
        .hasMessageContaining("asked for activity_scheduled 'acts.charge' at event 4");
    assertThat(run.log()).containsExactly("run null", "a");
  }

  @Test
  void leavesTheRunUnharmedForTheCodeItRanOn() {
    WorkflowDefinition original = kit.scripted(CHARGE);
    TestRun run = kit.run(original).start();
    refused(run, self -> sleep(self));

    run.deploy(original).complete(2, "paid");

    assertThat(run.result()).isEqualTo("paid");
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(TestRun run, Scripted.Code code) {
    return refused(run, code, (self, value) -> self.log.add(value));
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(
      TestRun run, Scripted.Code code, Scripted.Handler handler) {
    return assertThatThrownBy(() -> run.deploy(kit.scripted(code, handler)))
        .isInstanceOf(NonDeterminismException.class);
  }

  private static String sleep(Scripted self) {
    self.context.sleep(HOUR);
    return "slept";
  }

  private static String release(Scripted self) {
    self.acts.release("o");
    return "released";
  }

  private static String await(Scripted self, String name) {
    WorkflowContext context = self.context;
    return "" + context.await(name, HOUR, () -> false);
  }

  private static String chargeThenWait(Scripted self) {
    return self.acts.charge("o") + waitForEver(self);
  }

  private static String waitForEver(Scripted self) {
    self.context.await(() -> false);
    return "never";
  }
}
