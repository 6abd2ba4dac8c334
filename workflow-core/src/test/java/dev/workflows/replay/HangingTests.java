package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.ErrorCode;
import dev.workflows.RunId;
import dev.workflows.Workflow;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowMethod;
import dev.workflows.history.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code that does not come to rest is left behind, and counts for nothing when it comes back. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HangingTests {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How often the watch looks before code is left behind. */
  private static final int LOOKS = 11;

  private final ReplayKit kit = new ReplayKit();
  private final CountDownLatch comeBack = new CountDownLatch(1);
  private final AtomicInteger hung = new AtomicInteger();
  private final List<String> after = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void returnThreads() {
    comeBack.countDown();
    kit.close();
    assertThat(threadsLeftBehind()).isZero();
  }

  /** Executes for longer than it may, until the test lets it go on. */
  private void hang() {
    hung.incrementAndGet();
    lookFor(kit.watch, LOOKS);
    await(comeBack);
  }

  private static void lookFor(CodeWatch watch, int looks) {
    for (int i = 0; i < looks; i++) {
      watch.look();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> hangs(ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            WorkflowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.HANGING_CODE));
  }

  private void letComeBack() {
    comeBack.countDown();
    awaitNobodyLeftBehind();
    kit.awaitNoThreads();
  }

  private void awaitNobodyLeftBehind() {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (threadsLeftBehind() > 0 && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertThat(threadsLeftBehind()).isZero();
  }

  private int threadsLeftBehind() {
    return kit.watch.threadsLeftBehind() + kit.parts.queries().threadsLeftBehind();
  }

  private static String sleep(Scripted self) {
    self.context.sleep(Duration.ofHours(1));
    return "slept";
  }

  // ---- who is left behind

  @Test
  void saysWhereTheCodeHangs() {
    TestRun run =
        kit.run(
            self -> {
              hang();
              return "never";
            });

    hangs(run::start)
        .hasMessageStartingWith(
            "[WF-107] The code of workflow 'order-17' did not come to rest within PT7S. It is at ")
        .hasMessageContaining(", called by " + Scripted.class.getName() + ".")
        .hasMessageEndingWith(
            "Call what takes long from an activity, and wait by the context only.")
        .satisfies(
            e ->
                assertThat(e.getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("hang")));
    assertThat(run.execution().hangs()).isTrue();
    assertThat(kit.watch.threadsLeftBehind()).isEqualTo(1);
  }

  @Test
  void isPatientForAsLongAsTheCodeMayTake() {
    TestRun run =
        kit.run(
                self -> {
                  lookFor(kit.watch, LOOKS - 1);
                  self.context.await(() -> self.log.size() > 1);
                  lookFor(kit.watch, LOOKS - 1);
                  return "rested";
                })
            .start()
            .push("go");

    assertThat(run.result()).isEqualTo("rested");
  }

  @Test
  void doesNotTakeALongReplayForOneLongStretch() {
    TestRun run =
        kit.run(
                self -> {
                  for (int i = 1; i <= 30; i++) {
                    int pushes = i;
                    self.context.await(() -> self.log.size() > pushes);
                    kit.watch.look();
                  }
                  return "rested";
                })
            .start();
    for (int i = 0; i < 29; i++) {
      run.push("x");
    }

    assertThat(run.reload().push("last").result()).isEqualTo("rested");
  }

  @Test
  void looksInTenthsOfTheLimit() {
    assertThat(new CodeWatch(Duration.ofSeconds(10)).interval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(new CodeWatch(Duration.ofNanos(3)).interval()).isEqualTo(Duration.ofNanos(3));
  }

  @Test
  void leavesAHandlerBehind() {
    TestRun run = kit.run(HangingTests::sleep, (self, value) -> hang()).start();

    hangs(() -> run.push("x"));
  }

  @Test
  void leavesAConditionBehind() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.await(
                      () -> {
                        if (self.log.size() > 1) {
                          hang();
                        }
                        return false;
                      });
                  return "never";
                })
            .start();

    hangs(() -> run.push("x"));
  }

  /** Hangs while it is made. */
  @Workflow("scripted")
  static class Slow {

    Slow(Runnable hang) {
      hang.run();
    }

    @WorkflowMethod
    public void run() {}
  }

  @Test
  void leavesAConstructorBehind() {
    TestRun run = kit.run(kit.define(Slow.class, context -> new Slow(this::hang)));

    hangs(run::start);
  }

  // ---- what becomes of it

  @Test
  void recordsNothingOfCodeThatComesBackAndRefusesWhatItAsksFor() {
    TestRun run =
        kit.run(
                self -> sleep(self),
                (self, value) -> {
                  hang();
                  try {
                    self.acts.charge("o");
                  } catch (Throwable e) {
                    after.add(e.getClass().getSimpleName());
                  }
                  self.context.custom("note", new byte[0]);
                  after.add("never");
                })
            .start();
    hangs(() -> run.push("x"));
    long seq = run.execution().lastSeq();

    letComeBack();

    assertThat(after).containsExactly("FiberEnded");
    assertThat(run.execution().lastSeq()).isEqualTo(seq);
    assertThat(run.execution().pendingCalls()).isEmpty();
    assertThat(run.execution().isClosed()).isFalse();
  }

  @Test
  void doesNotTakeTheReturnOfCodeThatComesBackForTheEndOfTheRun() {
    TestRun run =
        kit.run(
            self -> {
              hang();
              return "late";
            });
    hangs(run::start);

    letComeBack();

    assertThat(run.execution().isClosed()).isFalse();
  }

  @Test
  void endsALoopThatAsksTheContextForTheTime() {
    TestRun run =
        kit.run(
            self -> {
              lookFor(kit.watch, LOOKS);
              while (self.context.now().isBefore(TestRun.BEGINNING.plusSeconds(1))) {
                Thread.onSpinWait();
              }
              return "never";
            });

    hangs(run::start);

    letComeBack();
  }

  @Test
  void unwindsTheOtherFibersWhenItComesBackAndNotBefore() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    return sleep(self);
                  } finally {
                    after.add("unwound " + comeBack.getCount());
                  }
                },
                (self, value) -> hang())
            .start();
    hangs(() -> run.push("x"));

    run.execution().end();
    assertThat(run.execution().hasThreads()).isFalse();
    assertThat(after).isEmpty();

    letComeBack();
    assertThat(after).containsExactly("unwound 0");
  }

  @Test
  void isNotExecutedAgainBeforeItHasComeBack() {
    TestRun run =
        kit.run(
                self -> sleep(self),
                (self, value) -> {
                  if (comeBack.getCount() > 0) {
                    hang();
                  }
                  self.log.add(value);
                })
            .start();
    hangs(() -> run.push("x"));

    hangs(run::reload)
        .hasMessageContaining("did not come to rest within PT7S, and still has not. It is at ");
    assertThat(hung).hasValue(1);

    letComeBack();
    assertThat(run.reload().push("y").log()).endsWith("y");
  }

  @Test
  void executesOtherRunsOfTheTypeUnlessTooManyHang() {
    for (int i = 0; i < 9; i++) {
      hangAsRun(i);
    }
    assertThat(kit.run(self -> "well").start().result()).isEqualTo("well");
    hangAsRun(9);

    hangs(kit.run(self -> "well")::start)
        .hasMessageContaining("No run of type 'scripted' is executed here while the code of 10");

    letComeBack();
    assertThat(kit.run(self -> "well").start().result()).isEqualTo("well");
  }

  private void hangAsRun(int number) {
    RunExecution run =
        new RunExecution(
            new RunId("order-" + number, new UUID(8, number)),
            kit.scripted(
                self -> {
                  hang();
                  return "never";
                }),
            kit.parts);
    kit.endLater(run);
    hangs(
        () ->
            run.decide(TestRun.BEGINNING, List.of(new Event.WorkflowStarted("scripted", 1, null))));
  }

  // ---- unwinding

  @Test
  void leavesUnwindingCodeBehindThatHangs() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    return sleep(self);
                  } finally {
                    hang();
                  }
                },
                (self, value) -> {
                  try {
                    sleep(self);
                  } finally {
                    after.add("handler unwound");
                  }
                })
            .start()
            .push("x");

    run.execution().end();
    assertThat(run.execution().hangs()).isTrue();
    assertThat(after).isEmpty();

    letComeBack();
    assertThat(after).containsExactly("handler unwound");
  }

  @Test
  void closesARunThoughAHandlerHangsWhileItUnwinds() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.await(() -> self.log.contains("end"));
                  return "returned";
                },
                (self, value) -> {
                  self.log.add(value);
                  try {
                    sleep(self);
                  } finally {
                    hang();
                  }
                })
            .start()
            .push("end");

    assertThat(run.result()).isEqualTo("returned");
  }

  // ---- queries

  @Test
  void leavesAQueryBehindAndRefusesFurtherOnes() {
    AtomicInteger asked = new AtomicInteger();
    TestRun run =
        kit.run(
                kit.scripted(
                    self -> sleep(self),
                    (self, value) -> self.log.add(value),
                    self -> {
                      asked.incrementAndGet();
                      lookFor(kit.parts.queries(), LOOKS);
                      await(comeBack);
                      return "late";
                    }))
            .start();

    hangs(() -> run.query("ask"))
        .hasMessageStartingWith(
            "[WF-107] Query 'ask' of workflow 'order-17' did not come to rest within PT7S. ");
    assertThat(run.execution().hangs()).isTrue();

    run.reload().push("goes on");
    hangs(() -> run.query("ask")).hasMessageContaining("and still has not");
    assertThat(asked).hasValue(1);

    comeBack.countDown();
    awaitNobodyLeftBehind();
    assertThat(run.log()).endsWith("goes on");
  }
}
