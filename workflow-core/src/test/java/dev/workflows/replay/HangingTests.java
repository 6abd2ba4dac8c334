package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.ErrorCode;
import dev.workflows.Workflow;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code that does not come to rest is left behind, whatever part of the code it is. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HangingTests {

  private final ReplayKit kit = new ReplayKit();
  private final Hang hang = new Hang(kit);
  private final List<String> after = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void returnThreads() {
    hang.close();
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
              hang.here();
              return "never";
            });

    Hang.assertHangs(run::start)
        .hasMessageStartingWith(
            "[WF-107] The code of workflow 'order-17' did not come to rest within PT7S. It is at ")
        .hasMessageContaining(", called by " + Scripted.class.getName() + ".")
        .hasMessageEndingWith(
            "Call what takes long from an activity, and wait by the context only.")
        .satisfies(
            e ->
                assertThat(e.getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("here")));
    assertThat(run.execution().hangs()).isTrue();
    assertThat(kit.watch.threadsLeftBehind()).isEqualTo(1);
  }

  @Test
  void isPatientForAsLongAsTheCodeMayTake() {
    TestRun run =
        kit.run(
                self -> {
                  Hang.look(kit.watch, Hang.LOOKS - 1);
                  self.context.await(() -> self.log.size() > 1);
                  Hang.look(kit.watch, Hang.LOOKS - 1);
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
    TestRun run = kit.run(HangingTests::sleep, (self, value) -> hang.here()).start();

    Hang.assertHangs(() -> run.push("x"));
  }

  @Test
  void leavesAConditionBehind() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.await(
                      () -> {
                        if (self.log.size() > 1) {
                          hang.here();
                        }
                        return false;
                      });
                  return "never";
                })
            .start();

    Hang.assertHangs(() -> run.push("x"));
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
    TestRun run = kit.run(kit.define(Slow.class, context -> new Slow(hang::here)));

    Hang.assertHangs(run::start);
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
                    hang.here();
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

    hang.end();
    kit.awaitNoThreads();
    assertThat(after).containsExactly("handler unwound");
  }

  @Test
  void leavesAHandlerBehindThatHangsWhenItsRunIsToEnd() {
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
                    hang.here();
                  }
                })
            .start();

    assertThatThrownBy(() -> run.push("end"))
        .isInstanceOfSatisfying(
            WorkflowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.HANGING_CODE));
    assertThat(run.execution().isClosed()).isFalse();
    hang.end();
    kit.awaitNoThreads();
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
                      hang.here(kit.parts.queries());
                      return "late";
                    }))
            .start();

    Hang.assertHangs(() -> run.query("ask"))
        .hasMessageStartingWith(
            "[WF-107] Query 'ask' of workflow 'order-17' did not come to rest within PT7S. ");
    assertThat(run.execution().hangs()).isTrue();

    run.reload().push("goes on");
    Hang.assertHangs(() -> run.query("ask")).hasMessageContaining("and still has not");
    assertThat(asked).hasValue(1);

    hang.end();
    assertThat(run.log()).endsWith("goes on");
  }
}
