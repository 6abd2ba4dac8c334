package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.spi.Driver.Lane;
import dev.workflows.spi.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run that leaves its node, or is lost, leaves nothing behind. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnedRunLeavingTests {

  private static final Duration LINGER = Duration.ofSeconds(1);

  private final List<String> unwound = Collections.synchronizedList(new ArrayList<>());
  private final RunKit kit = new RunKit();

  @AfterEach
  void close() {
    kit.close();
  }

  // ---- release

  @Test
  void isReleasedWhenItHasBeenIdleForTheLinger() {
    OwnedRun run = kit.started(Scripted::sleep);
    Instant due = kit.node.databaseTime().plus(Scripted.HOUR);

    assertThat(run.leave(LINGER, false)).isEmpty();
    kit.driver.advance(LINGER);
    Optional<Release> release = run.leave(LINGER, false);

    assertThat(release).get().extracting(Release::wakeAt).isEqualTo(due);
    assertThat(release.get().waitingFor()).singleElement().asString().startsWith("sleep at ");
    assertThat(run.leave(Duration.ZERO, true)).as("again").isEmpty();
    kit.driver.advance(Scripted.HOUR);
    assertThat(kit.store.commits).isEmpty();
    assertThat(kit.told).isEmpty();
    assertThat(kit.residents()).isZero();
  }

  @Test
  void staysWhenItWakesWithinTheLingerUnlessRoomIsShort() {
    OwnedRun run =
        kit.started(
            self -> {
              self.context.sleep(Duration.ofMillis(1_500));
              return "slept";
            });
    kit.driver.advance(LINGER);

    assertThat(run.leave(LINGER, false)).isEmpty();
    assertThat(run.leave(Duration.ZERO, true)).isPresent();
  }

  @Test
  void takesAttemptsBackThatHaveNotBegunAndIsDueAtOnce() {
    OwnedRun run = kit.started(Scripted::callOnce);
    assertThat(kit.driver.readyLanes()).containsExactly(Lane.ACTIVITY);

    Optional<Release> release = run.leave(Duration.ZERO, true);
    kit.driver.run();

    assertThat(release).get().extracting(Release::wakeAt).isEqualTo(kit.node.databaseTime());
    assertThat(kit.invoked).isEmpty();
  }

  @Test
  void staysWhileAnAttemptExecutesAndGoesOnWithItsOutcome() {
    OwnedRun run = kit.started(Scripted::callOnce);
    List<Optional<Release>> releases = new ArrayList<>();
    kit.answers.add(
        (Callable<Object>)
            () -> {
              releases.add(run.leave(Duration.ZERO, false));
              assertThat(kit.residents()).isEqualTo(1);
              return "late";
            });

    kit.driver.run();

    assertThat(releases).containsExactly(Optional.empty());
    assertThat(kit.told).containsExactly("closed COMPLETED");
  }

  @Test
  void leavesOnlyMemoryWhileAnAttemptExecutesAndComesBackForItsOutcome() {
    OwnedRun run = kit.started(Scripted::callOnce);
    kit.answers.add(
        (Callable<Object>)
            () -> {
              assertThat(run.leave(Duration.ZERO, true)).isEmpty();
              assertThat(kit.residents()).isZero();
              return "late";
            });

    kit.driver.run();
    assertThat(kit.told).containsExactly("needs load");
    run.loaded(kit.store.durable(run.lease()));
    kit.driver.run();

    assertThat(kit.invoked).hasSize(1);
    assertThat(kit.told).containsExactly("needs load", "closed COMPLETED");
  }

  // ---- a lease that is lost

  @Test
  void invokesAndRecordsNothingMoreWhenItIsDroppedDuringATurn() {
    OwnedRun run =
        kit.started(
            self -> {
              Scripted.waitFor(self, 1);
              self.calls.plain("x");
              return Scripted.sleep(self);
            });
    run.deliver(List.of(kit.push(run.lease(), "a")));
    kit.driver.runOne();

    run.drop();
    kit.driver.run();

    assertThat(kit.invoked).isEmpty();
    assertThat(kit.residents()).isZero();
    assertThat(kit.told).isEmpty();
  }

  @Test
  void setsNoAlarmWhenItWasDroppedDuringACommit() {
    OwnedRun run =
        kit.started(
            self -> {
              Scripted.waitFor(self, 1);
              return Scripted.sleep(self);
            });
    run.deliver(List.of(kit.push(run.lease(), "a")));
    kit.driver.runOne();
    long waiting = kit.driver.waitingTasks();

    run.drop();
    kit.driver.run();

    assertThat(kit.driver.waitingTasks()).isEqualTo(waiting);
  }

  @Test
  void takesNoOutcomeOfAnAttemptThatWasExecutingWhenItWasDropped() {
    OwnedRun run = kit.started(Scripted::callOnce);
    kit.answers.add(
        (Callable<Object>)
            () -> {
              run.drop();
              return "late";
            });

    kit.driver.run();

    assertThat(kit.store.commits).isEmpty();
    assertThat(kit.residents()).isZero();
  }

  // ---- unwinding

  private String sleepAndUnwind(Scripted self) {
    try {
      return Scripted.sleep(self);
    } finally {
      unwound.add("unwound");
    }
  }

  @Test
  void letsTurnsAndNobodyElseWaitForCodeThatUnwindsWhenItIsReleased() {
    OwnedRun run = kit.started(this::sleepAndUnwind);

    assertThat(run.leave(Duration.ZERO, true)).isPresent();

    assertThat(unwound).isEmpty();
    assertThat(kit.residents()).isZero();
    assertThat(kit.driver.readyLanes()).containsExactly(Lane.TURN);
    kit.driver.run();
    assertThat(unwound).containsExactly("unwound");
  }

  @Test
  void letsTurnsAndNobodyElseWaitForCodeThatUnwindsWhenItIsDropped() {
    OwnedRun run = kit.started(this::sleepAndUnwind);

    run.drop();

    assertThat(unwound).isEmpty();
    assertThat(kit.driver.readyLanes()).containsExactly(Lane.TURN);
    kit.driver.run();
    assertThat(unwound).containsExactly("unwound");
  }
}
