package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.history.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sleeping and awaiting: what is recorded, and what ends a wait. */
class WaitTests {

  private static final Duration HOUR = Duration.ofHours(1);

  private final ReplayKit kit = new ReplayKit();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  @Test
  void sleepsByATimerThatIsRecorded() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.sleep(HOUR);
                  return "" + self.context.now();
                })
            .start();

    Instant due = TestRun.BEGINNING.plus(HOUR);
    assertThat(run.last()).isEqualTo(new Event.TimerStarted(null, due));
    assertThat(run.execution().pendingTimers()).containsEntry(2L, due).hasSize(1);

    run.fire(2);

    assertThat(run.kinds())
        .containsExactly("workflow_started", "timer_started", "timer_fired", "workflow_completed");
    assertThat(run.result()).isEqualTo(due.toString());
    assertThat(run.execution().pendingTimers()).isEmpty();
  }

  @Test
  void keepsTheRecordedTimeAlthoughTheCodeAsksForAnother() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.sleep(HOUR);
                  return "slept";
                })
            .start();

    run.deploy(
        kit.scripted(
            self -> {
              self.context.sleep(HOUR.multipliedBy(9));
              return "slept";
            }));

    assertThat(run.execution().pendingTimers()).containsValue(TestRun.BEGINNING.plus(HOUR));
  }

  @Test
  void recordsNothingForASleepThatIsOver() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.sleep(Duration.ZERO);
                  self.context.sleep(Duration.ofSeconds(-5));
                  self.context.sleep(Duration.ofSeconds(Long.MIN_VALUE));
                  self.context.sleepUntil(self.context.now());
                  self.context.sleepUntil(Instant.EPOCH);
                  return "awake";
                })
            .start();

    assertThat(run.kinds()).containsExactly("workflow_started", "workflow_completed");
  }

  @Test
  void returnsAtOnceIfTheConditionHoldsAlready() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.await(() -> true);
                  return "" + self.context.await(HOUR, () -> true);
                })
            .start();

    assertThat(run.result()).isEqualTo("true");
    assertThat(run.kinds()).containsExactly("workflow_started", "workflow_completed");
  }

  @Test
  void recordsNothingForATimeoutThatIsOver() {
    TestRun run =
        kit.run(
                self ->
                    ""
                        + self.context.await(Duration.ZERO, () -> false)
                        + self.context.await("x", Duration.ofSeconds(-1), () -> false)
                        + self.context.await(Duration.ofSeconds(-1), () -> true))
            .start();

    assertThat(run.result()).isEqualTo("falsefalsetrue");
    assertThat(run.kinds()).containsExactly("workflow_started", "workflow_completed");
  }

  @Test
  void asksTheConditionAfterEveryTurn() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.await(() -> self.log.size() > 3);
                  return "" + self.log.size();
                })
            .start();

    run.push("a").push("b");
    assertThat(run.execution().isClosed()).isFalse();
    run.push("c");

    assertThat(run.result()).isEqualTo("4");
  }

  @Test
  void cancelsTheTimerWhenTheConditionComesTrueFirst() {
    TestRun run = kit.run(self -> "" + awaitPush(self)).start().push("x");

    assertThat(run.events().subList(2, 5))
        .containsExactly(
            new Event.SignalReceived("push", "signal:m1", run.payload("x")),
            new Event.TimerCancelled(2),
            new Event.WorkflowCompleted(run.payload("true")));
    assertThat(run.execution().pendingTimers()).isEmpty();
  }

  @Test
  void givesUpWhenTheTimeIsOver() {
    TestRun run = kit.run(self -> "" + awaitPush(self)).start().fire(2);

    assertThat(run.result()).isEqualTo("false");
    assertThat(run.kinds()).doesNotContain("timer_cancelled");
  }

  @Test
  void countsAConditionThatComesTrueWithTheTimerAsTrue() {
    TestRun run = kit.run(self -> "" + awaitPush(self)).start().advance(HOUR);

    run.turn(run.signalOf("push", "x"), new Event.TimerFired(2));

    assertThat(run.result()).isEqualTo("true");
    assertThat(run.kinds()).doesNotContain("timer_cancelled");
  }

  @Test
  void doesNotTakeALaterSignalForOneThatCameInTime() {
    TestRun run =
        kit.run(
                self -> {
                  boolean inTime = awaitPush(self);
                  self.context.await(() -> self.log.size() > 1);
                  return inTime + " " + self.log;
                })
            .start()
            .fire(2)
            .push("late");

    assertThat(run.result()).isEqualTo("false [run null, push late]");
  }

  @Test
  void wakesOneFiberAfterTheOtherUntilAllAreBlocked() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.await(() -> self.log.contains("handled a"));
                  self.log.add("main woke");
                  self.context.await(() -> self.log.contains("handler woke"));
                  return String.join(", ", self.log.subList(1, self.log.size()));
                },
                (self, value) -> {
                  self.log.add("handled " + value);
                  self.context.await(() -> self.log.contains("main woke"));
                  self.log.add("handler woke");
                })
            .start()
            .push("a");

    assertThat(run.result()).isEqualTo("handled a, main woke, handler woke");
  }

  @Test
  void tellsWhatItWaitsForByNameOrByPlace() {
    TestRun named = kit.run(self -> "" + self.context.await("payment", HOUR, () -> false)).start();
    TestRun placed = kit.run(kit.define(Placed.class, context -> new Placed(context))).start();

    Instant due = TestRun.BEGINNING.plus(HOUR);
    assertThat(named.execution().waitingFor(seq -> ""))
        .containsExactly("payment until " + due + " (signals: push)");
    assertThat(placed.execution().waitingFor(seq -> "").get(0))
        .matches("sleep at Placed\\.run:\\d+ until " + due);
  }

  @Test
  void tellsOfEveryFiberWhatItWaitsFor() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.await("never", () -> false);
                  return "";
                },
                (self, value) -> self.acts.charge(value))
            .start()
            .push("a")
            .push("b");

    assertThat(run.execution().waitingFor(seq -> "call " + seq))
        .isEqualTo(List.of("never (signals: push)", "call 3", "call 5"));
  }

  @Test
  void neverWakesBeforeTheTimeAlthoughItCountsMicroseconds() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.sleep(Duration.ofNanos(1_000_001_001));
                  return "";
                })
            .start();

    assertThat(run.execution().pendingTimers())
        .containsValue(TestRun.BEGINNING.plusNanos(1_000_002_000));
  }

  @Test
  void waitsUntilTheLastTimeThatDatabasesKnowInsteadOfLonger() {
    Instant last = Instant.parse("9999-12-31T23:59:59Z");
    List<Scripted.Code> waits =
        List.of(
            self -> {
              self.context.sleep(Duration.ofSeconds(Long.MAX_VALUE));
              return "";
            },
            self -> {
              self.context.sleepUntil(Instant.MAX);
              return "";
            },
            self -> "" + self.context.await(Duration.ofDays(36_500_000), () -> false));

    assertThat(waits)
        .allSatisfy(
            code ->
                assertThat(kit.run(code).start().execution().pendingTimers()).containsValue(last));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nul\u0000", "half a \uD83D", "other half \uDE00"})
  void refusesNamesThatNotEveryDatabaseCanKeep(String name) {
    TestRun awaiting = kit.run(self -> "" + self.context.await(name, HOUR, () -> false)).start();
    TestRun noting =
        kit.run(
                self -> {
                  self.context.custom(name, new byte[0]);
                  return "";
                })
            .start();

    assertThat(awaiting.failure().code()).isEqualTo("WF-213");
    assertThat(noting.failure().code()).isEqualTo("WF-213");
  }

  @Test
  void refusesNamesThatAreTooLong() {
    TestRun longest = kit.run(self -> awaitNamed(self, 255)).start();
    TestRun longer = kit.run(self -> awaitNamed(self, 256)).start();

    assertThat(longest.execution().isClosed()).isFalse();
    assertThat(longer.failure().message())
        .isEqualTo(
            "[WF-213] The name of a wait must have 1 to 255 characters, all of them printable, but"
                + " has 256 characters.");
  }

  private static String awaitNamed(Scripted self, int length) {
    self.context.await("\uD83D\uDE00" + "x".repeat(length - 2), () -> false);
    return "never";
  }

  private static boolean awaitPush(Scripted self) {
    return self.context.await(HOUR, () -> self.log.size() > 1);
  }

  /** Sleeps in its own method. */
  @dev.workflows.Workflow("placed")
  static class Placed {
    private final dev.workflows.WorkflowContext context;

    Placed(dev.workflows.WorkflowContext context) {
      this.context = context;
    }

    @dev.workflows.WorkflowMethod
    public void run() {
      context.sleep(HOUR);
    }
  }
}
