package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.WorkflowCancelledException;
import dev.workflows.history.Event;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Handlers end before their run does, and their failures are told. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HandlerEndTests {

  private static final Duration HOUR = Duration.ofHours(1);

  private final ReplayKit kit = new ReplayKit();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  @Test
  void waitsForTheCleanupOfHandlersBeforeItEnds() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.await(() -> self.log.contains("end"));
                  return "done";
                },
                (self, value) -> {
                  self.context.ensure(() -> self.acts.release(value));
                  self.log.add(value);
                  self.context.sleep(HOUR);
                })
            .start()
            .push("end");
    assertThat(run.last()).isInstanceOf(Event.ActivityScheduled.class);
    assertThat(run.execution().waitingFor(seq -> "call " + seq))
        .containsExactly("handlers", "call " + run.execution().lastSeq());
    run.reload().complete(run.execution().lastSeq(), null);

    assertThat(run.result()).isEqualTo("done");
  }

  @Test
  void letsAHandlerThatComesAtTheEndWaitForNothing() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.ensure(() -> self.acts.release("o"));
                  return "done";
                },
                (self, value) -> {
                  self.log.add(value);
                  self.context.sleep(HOUR);
                })
            .start()
            .push("late")
            .complete(2, null);

    assertThat(run.result()).isEqualTo("done");
    assertThat(run.log()).endsWith("late");
    assertThat(run.kinds()).doesNotContain("timer_started");
  }

  @Test
  void givesUpTheActivityOfAHandlerAtTheEnd() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.await(() -> self.log.contains("end"));
                  return "done";
                },
                (self, value) -> {
                  self.log.add(value);
                  self.acts.charge(value);
                })
            .start()
            .push("end");

    assertThat(run.result()).isEqualTo("done");
    assertThat(run.kinds())
        .endsWith("activity_scheduled", "activity_cancelled", "workflow_completed");
  }

  @Test
  void failsWithItsOwnFailureRatherThanWithThatOfALaterHandler() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.ensure(() -> self.acts.release("o"));
                  throw new IllegalStateException("the cause");
                },
                (self, value) -> {
                  throw new IllegalStateException(value);
                })
            .start()
            .push("late")
            .complete(2, null);

    assertThat(run.failure().message()).isEqualTo("the cause");
  }

  @Test
  void isCancelledAlthoughAHandlerFailsMeanwhile() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.ensure(() -> self.acts.release("o"));
                  self.context.sleep(HOUR);
                  return "slept";
                },
                (self, value) -> {
                  throw new IllegalStateException(value);
                })
            .start()
            .cancel("stop");
    long cleanup = run.execution().lastSeq();
    run.push("late").complete(cleanup, null);

    assertThat(run.last()).isInstanceOf(Event.WorkflowCancelled.class);
  }

  @Test
  void doesNotFailBecauseItsEndInterruptedAHandler() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.await(() -> self.log.contains("end"));
                  return "done";
                },
                (self, value) -> {
                  self.log.add(value);
                  try {
                    self.acts.charge(value);
                  } catch (RuntimeException e) {
                    throw new IllegalStateException("wrapped", e);
                  }
                })
            .start()
            .push("end");

    assertThat(run.result()).isEqualTo("done");
  }

  @Test
  void tellsOfTheHandlerThatEndedIt() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    self.context.sleep(HOUR);
                    return "slept";
                  } catch (WorkflowCancelledException e) {
                    throw new IllegalStateException("wrapped");
                  }
                },
                (self, value) -> {
                  throw new IllegalStateException("the cause");
                })
            .start()
            .push("x");

    assertThat(run.failure().message()).isEqualTo("wrapped");
    assertThat(run.failure().stack()).contains("Suppressed: java.lang.IllegalStateException: the");
  }
}
