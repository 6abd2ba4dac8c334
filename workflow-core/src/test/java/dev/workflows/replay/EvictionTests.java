package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run that leaves memory gives its threads back, and nothing of its unwinding counts. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EvictionTests {

  private static final Duration HOUR = Duration.ofHours(1);

  private final ReplayKit kit = new ReplayKit();
  private final List<String> unwound = new ArrayList<>();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  @Test
  void givesBackTheThreadOfEveryFiber() {
    TestRun run =
        kit.run(self -> sleep(self), (self, value) -> self.context.await(() -> false))
            .start()
            .push("a")
            .push("b");
    assertThat(kit.activeThreads()).isEqualTo(3);
    assertThat(run.execution().hasThreads()).isTrue();

    run.execution().end();

    kit.awaitNoThreads();
    assertThat(run.execution().hasThreads()).isFalse();
  }

  @Test
  void takesNoThreadForARunThatIsNotHere() {
    TestRun run = kit.run(self -> sleep(self)).startDetached().reload();

    run.execution().end();
    run.execution().end();

    assertThat(kit.activeThreads()).isZero();
  }

  @Test
  void unwindsFinallyBlocksAndRecordsNothingOfThem() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    return sleep(self);
                  } finally {
                    unwound.add("began");
                    try {
                      self.acts.release("o");
                    } finally {
                      unwound.add("ended");
                    }
                  }
                })
            .start();
    long before = run.execution().lastSeq();

    run.execution().end();

    assertThat(unwound).containsExactly("began", "ended");
    assertThat(run.execution().lastSeq()).isEqualTo(before);
    assertThat(run.execution().pendingCalls()).isEmpty();
  }

  @Test
  void refusesEverythingThatUnwindingCodeAsksFor() {
    AtomicInteger refused = new AtomicInteger();
    TestRun run =
        kit.run(
                self -> {
                  List<Runnable> asked =
                      List.of(
                          () -> sleep(self),
                          () -> self.context.await(() -> true),
                          () -> self.context.await(HOUR, () -> true),
                          () -> self.context.custom("note", new byte[0]),
                          () -> self.context.nonCancellable(() -> unwound.add("cleanup")),
                          () -> self.acts.charge("o"));
                  try {
                    return sleep(self);
                  } finally {
                    for (Runnable each : asked) {
                      try {
                        each.run();
                      } catch (FiberEnded e) {
                        refused.incrementAndGet();
                      }
                    }
                  }
                })
            .start();

    run.execution().end();

    assertThat(refused).hasValue(6);
    assertThat(unwound).isEmpty();
  }

  @Test
  void doesNotTakeTheEndOfUnwindingCodeForTheEndOfTheRun() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    return sleep(self);
                  } catch (Throwable e) {
                    unwound.add("caught");
                    return "swallowed";
                  }
                })
            .start();
    long before = run.execution().lastSeq();

    run.execution().end();

    assertThat(unwound).containsExactly("caught");
    assertThat(run.execution().isClosed()).isFalse();
    assertThat(run.execution().lastSeq()).isEqualTo(before);
  }

  @Test
  void doesNotTakeAnExceptionOfUnwindingCodeForAFailureOfTheRun() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    return sleep(self);
                  } catch (Throwable e) {
                    throw new IllegalStateException(e);
                  }
                })
            .start();
    long before = run.execution().lastSeq();

    run.execution().end();

    assertThat(run.execution().isClosed()).isFalse();
    assertThat(run.execution().lastSeq()).isEqualTo(before);
  }

  @Test
  void leavesCodeBehindThatCatchesEverythingForEver() {
    kit.mayKeepThreads(1);
    Thread[] fiber = new Thread[1];
    TestRun run =
        kit.run(
                self -> {
                  fiber[0] = Thread.currentThread();
                  while (true) {
                    try {
                      sleep(self);
                    } catch (Throwable e) {
                      self.context.now();
                    }
                  }
                })
            .start();

    run.execution().end();
    assertThat(run.execution().pendingTimers()).containsOnlyKeys(2L);

    fiber[0].interrupt();
    assertStandsStill(fiber[0]);
  }

  private static void assertStandsStill(Thread thread) {
    long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (thread.isInterrupted() && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertThat(thread.isInterrupted()).as("it takes the interrupt and waits again").isFalse();
    assertThat(thread.isAlive()).isTrue();
  }

  @Test
  void goesOnFromTheHistoryAsIfItHadNeverLeft() {
    TestRun run =
        kit.run(
                self -> {
                  String paid = self.acts.charge("o");
                  self.context.await(() -> self.log.size() > 2);
                  return paid + self.log;
                })
            .start()
            .push("a")
            .complete(2, "paid");
    Map<String, Object> before = run.state();

    assertThat(run.reload().state()).isEqualTo(before);
    assertThat(run.reload().push("b").result()).isEqualTo("paid[run null, push a, push b]");
  }

  @Test
  void keepsAnInterruptOfItsThreadAwayFromItsOrder() {
    TestRun run =
        kit.run(
                self -> {
                  Thread.currentThread().interrupt();
                  self.context.await(() -> self.log.size() > 1);
                  return "woke " + Thread.interrupted();
                })
            .start();
    assertThat(run.execution().isClosed()).isFalse();

    assertThat(run.push("x").result()).isEqualTo("woke true");
  }

  private static String sleep(Scripted self) {
    self.context.sleep(HOUR);
    return "slept";
  }
}
