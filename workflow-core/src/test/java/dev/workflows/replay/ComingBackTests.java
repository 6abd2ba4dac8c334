package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunId;
import dev.workflows.history.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code that was left behind counts for nothing when it comes back, and is not executed before. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ComingBackTests {

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

  // ---- what becomes of it

  @Test
  void recordsNothingOfCodeThatComesBackAndRefusesWhatItAsksFor() {
    TestRun run =
        kit.run(
                self -> sleep(self),
                (self, value) -> {
                  hang.here();
                  try {
                    self.acts.charge("o");
                  } catch (Throwable e) {
                    after.add(e.getClass().getSimpleName());
                  }
                  self.context.custom("note", new byte[0]);
                  after.add("never");
                })
            .start();
    Hang.assertHangs(() -> run.push("x"));
    long seq = run.execution().lastSeq();

    hang.end();
    kit.awaitNoThreads();

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
              hang.here();
              return "late";
            });
    Hang.assertHangs(run::start);

    hang.end();
    kit.awaitNoThreads();

    assertThat(run.execution().isClosed()).isFalse();
  }

  @Test
  void endsALoopThatAsksTheContextForTheTime() {
    TestRun run =
        kit.run(
            self -> {
              Hang.look(kit.watch, Hang.LOOKS);
              while (self.context.now().isBefore(TestRun.BEGINNING.plusSeconds(1))) {
                Thread.onSpinWait();
              }
              return "never";
            });

    Hang.assertHangs(run::start);

    hang.end();
    kit.awaitNoThreads();
  }

  @Test
  void unwindsTheOtherFibersWhenItComesBackAndNotBefore() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    return sleep(self);
                  } finally {
                    after.add("unwound " + hang.lasts());
                  }
                },
                (self, value) -> hang.here())
            .start();
    Hang.assertHangs(() -> run.push("x"));

    run.execution().end();
    assertThat(run.execution().hasThreads()).isFalse();
    assertThat(after).isEmpty();

    hang.end();
    kit.awaitNoThreads();
    assertThat(after).containsExactly("unwound false");
  }

  @Test
  void isNotExecutedAgainBeforeItHasComeBack() {
    TestRun run =
        kit.run(
                self -> sleep(self),
                (self, value) -> {
                  if (hang.lasts()) {
                    hang.here();
                  }
                  self.log.add(value);
                })
            .start();
    Hang.assertHangs(() -> run.push("x"));

    Hang.assertHangs(run::reload)
        .hasMessageContaining("did not come to rest within PT7S, and still has not. It is at ");
    assertThat(hang.count()).isEqualTo(1);

    hang.end();
    kit.awaitNoThreads();
    assertThat(run.reload().push("y").log()).endsWith("y");
  }

  @Test
  void executesOtherRunsOfTheTypeUnlessTooManyHang() {
    for (int i = 0; i < 9; i++) {
      hangAsRun(i);
    }
    assertThat(kit.run(self -> "well").start().result()).isEqualTo("well");
    hangAsRun(9);

    Hang.assertHangs(kit.run(self -> "well")::start)
        .hasMessageContaining("No run of type 'scripted' is executed here while the code of 10");

    hang.end();
    kit.awaitNoThreads();
    assertThat(kit.run(self -> "well").start().result()).isEqualTo("well");
  }

  private void hangAsRun(int number) {
    RunExecution run =
        new RunExecution(
            new RunId("order-" + number, new UUID(8, number)),
            kit.scripted(
                self -> {
                  hang.here();
                  return "never";
                }),
            kit.parts);
    kit.endLater(run);
    Hang.assertHangs(
        () ->
            run.decide(TestRun.BEGINNING, List.of(new Event.WorkflowStarted("scripted", 1, null))));
  }
}
