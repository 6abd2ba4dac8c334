package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.CancellationScope;
import dev.workflows.history.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cleanup is done however the code ends, and only then. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CleanupTests {

  private static final Duration HOUR = Duration.ofHours(1);

  private final ReplayKit kit = new ReplayKit();
  private final List<String> unwound = new ArrayList<>();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  @Test
  void cleansUpInReverseOrderWhenTheCodeReturns() {
    TestRun run = kit.run(self -> cleaningUp(self, () -> "done")).start();
    run.complete(2, null).reload().complete(4, null);

    assertThat(run.result()).isEqualTo("done");
    assertThat(run.log()).containsExactly("run null", "last first", "first last");
  }

  @Test
  void cleansUpInReverseOrderWhenTheCodeFails() {
    TestRun run =
        kit.run(
                self ->
                    cleaningUp(
                        self,
                        () -> {
                          throw new IllegalStateException("no");
                        }))
            .start();
    run.complete(2, null).reload().complete(4, null);

    assertThat(run.failure().message()).isEqualTo("no");
    assertThat(run.log()).containsExactly("run null", "last first", "first last");
  }

  @Test
  void cleansUpInReverseOrderWhenTheRunIsCancelled() {
    TestRun run =
        kit.run(
                self ->
                    cleaningUp(
                        self,
                        () -> {
                          self.context.sleep(HOUR);
                          return "slept";
                        }))
            .start()
            .cancel("stop");
    run.complete(run.execution().lastSeq(), null).reload();
    run.complete(run.execution().lastSeq(), null);

    assertThat(run.last()).isInstanceOf(Event.WorkflowCancelled.class);
    assertThat(run.log()).containsExactly("run null", "last first", "first last");
  }

  private static String cleaningUp(Scripted self, java.util.concurrent.Callable<String> code)
      throws Exception {
    for (String name : List.of("first last", "last first")) {
      self.context.ensure(
          () -> {
            self.acts.release(name);
            self.log.add(name);
          });
    }
    return code.call();
  }

  @Test
  void doesNotCleanUpWhenTheRunLeavesMemory() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.ensure(() -> unwound.add("cleaned up"));
                  try {
                    self.context.sleep(HOUR);
                  } catch (Throwable e) {
                    unwound.add("swallowed");
                  }
                  return "slept";
                })
            .start();

    run.execution().end();

    assertThat(unwound).containsExactly("swallowed");
  }

  @Test
  void cleansUpWhereItsScopeEnds() {
    TestRun run =
        kit.run(
                self -> {
                  CancellationScope scope = self.context.newScope();
                  scope.run(
                      () ->
                          self.log.add(
                              self.context.using("locked", name -> self.log.add("un" + name))));
                  self.log.add("after");
                  return "" + self.log;
                })
            .start();

    assertThat(run.result()).isEqualTo("[run null, locked, unlocked, after]");
  }

  @Test
  void cleansUpAfterTheBranchesThatUseIt() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.ensure(() -> self.log.add("released"));
                  self.context.runAsync(
                      () -> {
                        self.acts.release("o");
                        self.log.add("used");
                      });
                  return "done";
                })
            .start()
            .complete(2, null);

    assertThat(run.log()).containsExactly("run null", "used", "released");
  }

  @Test
  void executesAllCleanupAlthoughSomeOfItFails() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.ensure(() -> self.log.add("cleaned up"));
                  self.context.ensure(
                      () -> {
                        throw new IllegalStateException("broken cleanup");
                      });
                  return "done";
                })
            .start();

    assertThat(run.failure().message()).isEqualTo("broken cleanup");
    assertThat(run.log()).contains("cleaned up");
  }

  @Test
  void failsWithTheCodesFailureRatherThanWithThatOfTheCleanup() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.ensure(
                      () -> {
                        throw new IllegalStateException("broken cleanup");
                      });
                  throw new IllegalStateException("the cause");
                })
            .start();

    assertThat(run.failure().message()).isEqualTo("the cause");
  }

  @Test
  void cleansUpOnceAlthoughItIsCancelledMeanwhile() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.ensure(() -> self.acts.release("o"));
                  return "done";
                })
            .start()
            .cancel("too late");
    run.complete(2, null);

    assertThat(run.result()).isEqualTo("done");
    assertThat(run.kinds()).containsOnlyOnce("activity_scheduled");
  }
}
