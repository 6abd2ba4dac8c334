package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.NonDeterminismException;
import dev.workflows.history.Event;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code changes while runs are open: each goes on as it began. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChangeTests {

  private static final Duration HOUR = Duration.ofHours(1);

  private final ReplayKit kit = new ReplayKit();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  /** What stood there before: waits, then charges. */
  private static String before(Scripted self) {
    self.context.sleep(HOUR);
    return self.acts.charge("old");
  }

  private static String patched(Scripted self) {
    boolean asked = self.context.patched("fee");
    self.context.sleep(HOUR);
    return asked && self.context.patched("fee") ? self.acts.charge("new") : self.acts.charge("old");
  }

  private static String deprecated(Scripted self) {
    self.context.deprecatePatch("fee");
    return after(self);
  }

  /** What stands there when nobody needs the change any more. */
  private static String after(Scripted self) {
    self.context.sleep(HOUR);
    return self.acts.charge("new");
  }

  private static String arguments(TestRun run) {
    return ((Event.ActivityScheduled) run.last()).arguments().json();
  }

  @Test
  void followsAChangeInNewRuns() {
    TestRun run = kit.run(ChangeTests::patched).start().reload();

    assertThat(run.kinds()).containsExactly("workflow_started", "marker", "timer_started");
    assertThat(arguments(run.fire(3))).isEqualTo("\"new\"");
  }

  @Test
  void doesNotFollowItInRunsThatWereBeyondIt() {
    TestRun run = kit.run(ChangeTests::before).start().deploy(kit.scripted(ChangeTests::patched));

    assertThat(arguments(run.fire(2))).as("not even where it is asked again").isEqualTo("\"old\"");
    assertThat(run.reload().kinds()).doesNotContain("marker");
  }

  @Test
  void followsItInOldRunsThatComeToItLater() {
    TestRun run =
        kit.run(ChangeTests::before)
            .start()
            .deploy(
                kit.scripted(
                    self -> {
                      self.context.sleep(HOUR);
                      return self.acts.charge(self.context.patched("fee") ? "new" : "old");
                    }))
            .fire(2);

    assertThat(arguments(run)).isEqualTo("\"new\"");
    assertThat(run.reload().execution().pendingCalls()).hasSize(1);
  }

  @Test
  void doesNotFitARunThatFollowsAnotherChange() {
    TestRun run = kit.run(ChangeTests::patched).start();

    assertThatThrownBy(
            () ->
                run.deploy(
                    kit.scripted(
                        self -> {
                          self.context.patched("discount");
                          return before(self);
                        })))
        .isInstanceOf(NonDeterminismException.class)
        .hasMessageContaining("marker 'patch:fee'");
  }

  @Test
  void acceptsRunsWithAndWithoutADeprecatedChange() {
    TestRun with = kit.run(ChangeTests::patched).start();
    TestRun without = kit.run(ChangeTests::after).start();

    with.deploy(kit.scripted(ChangeTests::deprecated)).fire(3);
    without.deploy(kit.scripted(ChangeTests::deprecated)).fire(2);

    assertThat(arguments(with)).isEqualTo("\"new\"");
    assertThat(arguments(without)).isEqualTo("\"new\"");
  }

  @Test
  void canGoBackFromADeprecatedChangeAndCanForgetIt() {
    TestRun back = kit.run(ChangeTests::deprecated).start();
    TestRun forth = kit.run(ChangeTests::deprecated).start();

    back.deploy(kit.scripted(ChangeTests::patched)).fire(3);
    forth.deploy(kit.scripted(ChangeTests::after)).fire(3);

    assertThat(arguments(back)).isEqualTo("\"new\"");
    assertThat(arguments(forth)).isEqualTo("\"new\"");
  }

  @Test
  void keepsTheTimeOfATimerBehindAChangeThatIsForgotten() {
    TestRun run = kit.run(ChangeTests::deprecated).start();
    Object due = run.execution().pendingTimers();

    run.deploy(
        kit.scripted(
            self -> {
              self.context.sleep(Duration.ofHours(2));
              return self.acts.charge("new");
            }));

    assertThat(run.execution().pendingTimers()).isEqualTo(due);
  }

  @Test
  void forgetsADeprecatedChangeAtTheEndOfATurn() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.deprecatePatch("fee");
                  self.context.await(() -> self.log.contains("push go"));
                  return "gone on";
                })
            .start()
            .deploy(
                kit.scripted(
                    self -> {
                      self.context.await(() -> self.log.contains("push go"));
                      return "gone on";
                    }))
            .push("go");

    assertThat(run.result()).isEqualTo("gone on");
  }

  private static Scripted.Code versions(int min, int max) {
    return self -> {
      int version = self.context.getVersion("fee", min, max);
      self.context.sleep(HOUR);
      return version + " " + self.context.getVersion("fee", min, max);
    };
  }

  @Test
  void followsTheNewestVersionInNewRunsAndKeepsIt() {
    TestRun run = kit.run(versions(1, 2)).start().deploy(kit.scripted(versions(1, 3))).fire(3);

    assertThat(run.result()).isEqualTo("2 2");
  }

  @Test
  void followsTheOldestVersionInRunsThatWereBeyondIt() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.sleep(HOUR);
                  return "none";
                })
            .start()
            .deploy(kit.scripted(versions(0, 3)))
            .fire(2);

    assertThat(run.result()).isEqualTo("0 0");
  }

  @Test
  void doesNotFitARunWhoseVersionTheCodeHasNot() {
    TestRun run = kit.run(versions(1, 2)).start();

    assertThatThrownBy(() -> run.deploy(kit.scripted(versions(3, 4))))
        .isInstanceOf(NonDeterminismException.class)
        .hasMessageContaining(
            "follows version 2 of change 'fee', but its code has versions 3 to 4");
  }

  @Test
  void refusesVersionsThatAreNone() {
    TestRun run = kit.run(versions(2, 1)).start();

    assertThat(run.failure().message())
        .isEqualTo("The newest version of change 'fee' is 1, which is less than the oldest, 2.");
  }
}
