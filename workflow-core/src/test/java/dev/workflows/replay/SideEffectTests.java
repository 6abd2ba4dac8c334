package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.ErrorCode;
import dev.workflows.IllegalWorkflowCallException;
import dev.workflows.SideEffectFailedException;
import dev.workflows.WorkflowException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code that is executed once, whatever comes of it. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SideEffectTests {

  private static final Duration HOUR = Duration.ofHours(1);

  private final ReplayKit kit = new ReplayKit();
  private final AtomicInteger executions = new AtomicInteger();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  @Test
  void isExecutedOnce() {
    TestRun run =
        kit.run(
                self -> {
                  int value = self.context.sideEffect(Integer.class, executions::incrementAndGet);
                  self.context.sleep(HOUR);
                  return "" + value;
                })
            .start()
            .reload()
            .fire(3);

    assertThat(run.result()).isEqualTo("1");
    assertThat(executions).hasValue(1);
  }

  @Test
  void failsOnceAndForAll() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    return self.context.sideEffect(String.class, this::fail);
                  } catch (SideEffectFailedException e) {
                    self.context.sleep(HOUR);
                    return e.code() + " " + e.failure().message();
                  }
                })
            .start()
            .reload()
            .fire(3);

    assertThat(run.result()).isEqualTo("SIDE_EFFECT_FAILED failure 1");
    assertThat(executions).hasValue(1);
  }

  private String fail() {
    throw new IllegalStateException("failure " + executions.incrementAndGet());
  }

  @Test
  void recordsThatItsValueIsTooLarge() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    return self.context.sideEffect(String.class, () -> "x".repeat(ReplayKit.LIMIT));
                  } catch (SideEffectFailedException e) {
                    self.context.sleep(HOUR);
                    return e.failure().code();
                  }
                })
            .start()
            .reload()
            .fire(3);

    assertThat(run.result()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE.code());
  }

  @Test
  void mayReturnNothing() {
    TestRun run = kit.run(self -> "" + self.context.sideEffect(String.class, () -> null)).start();

    assertThat(run.result()).isEqualTo("null");
  }

  @Test
  void mayNotUseTheRun() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    self.context.sideEffect(String.class, () -> self.acts.charge("o"));
                    return "allowed";
                  } catch (SideEffectFailedException e) {
                    return e.failure().type();
                  }
                })
            .start();

    assertThat(run.result()).isEqualTo(IllegalWorkflowCallException.class.getName());
    assertThat(run.kinds()).doesNotContain("activity_scheduled");
  }

  @Test
  void takesNoChanceAwayFromTheRun() {
    Scripted.Code code =
        self -> {
          int random = self.context.sideEffect(Integer.class, self.context.random()::nextInt);
          self.context.sleep(HOUR);
          return (random == 0 ? "" : "") + self.context.uuid();
        };
    TestRun run = kit.run(code).start().fire(3);
    TestRun again = kit.run(code).start().reload().fire(3);

    assertThat(run.result()).isEqualTo(again.result());
  }

  @Test
  void doesNotFitAnotherHistory() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.sleep(HOUR);
                  return "slept";
                })
            .start();

    assertThatThrownBy(
            () ->
                run.deploy(
                    kit.scripted(
                        self -> "" + self.context.sideEffect(Integer.class, executions::get))))
        .isInstanceOfSatisfying(
            WorkflowException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.NON_DETERMINISM));
    assertThat(executions).hasValue(0);
  }
}
