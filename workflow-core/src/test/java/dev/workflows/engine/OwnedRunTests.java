package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.workflows.replay.RunExecution;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.Driver.Lane;
import dev.workflows.spi.Release;
import dev.workflows.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run that this node owns makes one turn after the other, and acts when it is durable. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnedRunTests {

  private final RunKit kit = new RunKit();

  @AfterEach
  void close() {
    kit.close();
  }

  // ---- turns

  @Test
  void takesWhatArrivesDuringACommitInTheNextTurn() {
    OwnedRun run = kit.started(self -> Scripted.waitFor(self, 3));

    run.deliver(List.of(kit.push(run.lease(), "a")));
    kit.driver.runOne();
    assertThat(kit.driver.readyLanes()).containsExactly(Lane.COMMIT);
    run.deliver(List.of(kit.push(run.lease(), "b")));
    run.deliver(List.of(kit.push(run.lease(), "c")));
    assertThat(kit.driver.readyLanes()).containsExactly(Lane.COMMIT);
    kit.driver.run();

    assertThat(kit.store.commits)
        .extracting(commit -> commit.consumed().size())
        .containsExactly(1, 2);
    assertThat(kit.told).containsExactly("closed COMPLETED");
    assertThat(kit.residents()).isZero();
  }

  @Test
  void recordsTheTurnsOfARunAtGrowingTimes() {
    OwnedRun run = kit.started(self -> Scripted.waitFor(self, 2));

    run.deliver(List.of(kit.push(run.lease(), "a")));
    kit.driver.run();
    run.deliver(List.of(kit.push(run.lease(), "b")));
    kit.driver.run();

    List<Instant> times =
        kit.store.history(run.lease().runId()).stream()
            .map(event -> event.recordedAt())
            .distinct()
            .toList();
    assertThat(times).hasSize(3).isSorted();
  }

  @Test
  void invokesAnActivityOnlyWhenItsCallIsDurable() {
    OwnedRun run = kit.started(self -> Scripted.waitFor(self, 1) + self.calls.plain("x"));
    run.deliver(List.of(kit.push(run.lease(), "a")));

    kit.driver.runOne();
    assertThat(kit.driver.readyLanes()).containsExactly(Lane.COMMIT);
    kit.driver.runOne();
    assertThat(kit.driver.readyLanes()).containsExactly(Lane.ACTIVITY);
    assertThat(kit.store.commits).hasSize(1);
    kit.driver.run();

    assertThat(kit.invoked).containsExactly("plain x");
    assertThat(kit.told).containsExactly("closed COMPLETED");
  }

  @Test
  void invokesNothingWhenItsNodeHasSleptThroughItsLease() {
    OwnedRun run = kit.started(self -> Scripted.waitFor(self, 1) + self.calls.plain("x"));
    run.deliver(List.of(kit.push(run.lease(), "a")));
    kit.driver.runOne();
    kit.driver.runOne();
    assertThat(kit.driver.readyLanes()).startsWith(Lane.ACTIVITY);

    kit.driver.freeze(kit.settings.lease());
    kit.driver.runOne();

    assertThat(kit.invoked).isEmpty();
  }

  @Test
  void beginsNothingWhoseOutcomeArrivedWhileItWaitedForItsConnection() {
    OwnedRun run = kit.started(self -> self.calls.txCall("x"));
    kit.store.whileConnecting =
        () -> {
          run.deliver(List.of(kit.outcome(run.lease(), 2, "of the attempt before")));
          kit.driver.run();
        };

    kit.driver.run();

    assertThat(kit.told).containsExactly("closed COMPLETED");
    assertThat(kit.invoked).isEmpty();
  }

  @Test
  void attemptsAnActivityAgainWhenTheRowOfTheAttemptIsDurableAndDue() {
    OwnedRun run = kit.started(Scripted::callOnce);
    kit.answers.add(new IllegalStateException("broken"));
    kit.driver.run();

    assertThat(kit.invoked).hasSize(1);
    assertThat(kit.store.commits)
        .singleElement()
        .satisfies(c -> assertThat(c.retries()).hasSize(1));
    assertThat(run.waitingFor()).singleElement().asString().startsWith("attempt 2 of 4 of ");
    kit.driver.advance(Duration.ofMillis(999));
    assertThat(kit.invoked).hasSize(1);
    kit.driver.advance(Duration.ofMillis(1));

    assertThat(kit.invoked).hasSize(2);
    assertThat(kit.store.commits.get(1).settledActivities()).containsExactly(2L);
    assertThat(kit.told).containsExactly("closed COMPLETED");
  }

  @Test
  void wakesForItsTimer() {
    kit.started(Scripted::sleep);

    kit.driver.advance(Scripted.HOUR.minusMillis(1));
    assertThat(kit.store.commits).isEmpty();
    kit.driver.advance(Scripted.HOUR.dividedBy(1_000));

    assertThat(kit.told).containsExactly("closed COMPLETED");
  }

  @Test
  void waitsCenturiesWithoutATurn() {
    Duration centuries = Duration.ofDays(400 * 365);
    OwnedRun run =
        kit.started(
            self -> {
              self.context.sleep(centuries);
              return "slept";
            });
    Instant due = kit.node.databaseTime().plus(centuries);

    kit.driver.advance(Duration.ofDays(3));
    assertThat(kit.driver.readyTasks()).isZero();
    assertThat(kit.store.commits).isEmpty();

    assertThat(run.leave(Duration.ZERO, false)).get().extracting(Release::wakeAt).isEqualTo(due);
  }

  // ---- commits that are not written

  @Test
  void isLostWhenAnotherOwnerWasFaster() {
    OwnedRun run = kit.started(self -> Scripted.waitFor(self, 1) + self.calls.plain("x"));
    kit.refuse(Reason.FENCED);

    run.deliver(List.of(kit.push(run.lease(), "a")));
    kit.driver.run();

    assertThat(kit.told).containsExactly("lost");
    assertThat(kit.invoked).isEmpty();
    assertThat(kit.residents()).isZero();
    run.deliver(List.of(kit.push(run.lease(), "b")));
    assertThat(kit.driver.readyTasks()).isZero();
  }

  @Test
  void makesATurnAgainWithMessagesThatItHadNotRead() {
    OwnedRun run = kit.started(self -> Scripted.waitFor(self, 1));
    kit.refuse(Reason.UNREAD_MESSAGES);
    run.deliver(List.of(kit.push(run.lease(), "a")));
    kit.driver.run();
    assertThat(kit.told).containsExactly("needs load");
    assertThat(kit.residents()).isZero();

    run.loaded(
        kit.store.durable(run.lease(), kit.push(run.lease(), "b"), kit.push(run.lease(), "c")));
    kit.driver.run();

    assertThat(kit.told).containsExactly("needs load", "closed COMPLETED");
    assertThat(kit.store.kinds(run.lease()))
        .containsExactly(
            "workflow_started", "signal_received", "signal_received", "workflow_completed");
  }

  @Test
  void keepsTheOutcomeOfAnActivityWhenItsTurnIsMadeAgain() {
    OwnedRun run = kit.started(Scripted::callOnce);
    kit.refuse(Reason.UNREAD_MESSAGES);
    kit.driver.run();

    run.loaded(kit.store.durable(run.lease()));
    kit.driver.run();

    assertThat(kit.invoked).hasSize(1);
    assertThat(kit.told).containsExactly("needs load", "closed COMPLETED");
  }

  @Test
  void isBlockedByWhatTheStoreRefuses() {
    OwnedRun run = kit.started(self -> Scripted.waitFor(self, 1));
    kit.store.refusals.add(new StoreException(StoreException.Outcome.REFUSED, "too long", null));

    run.deliver(List.of(kit.push(run.lease(), "a")));
    kit.driver.run();

    assertThat(kit.told).containsExactly("blocked");
    assertThat(kit.residents()).isZero();
  }

  @Test
  void isGivenUpWhenTheEngineStops() {
    OwnedRun run = kit.started(self -> Scripted.waitFor(self, 1));
    run.deliver(List.of(kit.push(run.lease(), "a")));
    kit.driver.runOne();

    kit.services.commits().close();
    kit.driver.run();

    assertThat(kit.told).containsExactly("lost");
    assertThat(kit.store.commits).isEmpty();
  }

  // ---- readers

  @Test
  void isReadBetweenItsTurnsAndNotDuringACommit() {
    OwnedRun run = kit.started(self -> Scripted.waitFor(self, 2));
    List<Long> seen = new ArrayList<>();
    run.deliver(List.of(kit.push(run.lease(), "a")));
    kit.driver.runOne();

    assertThat(run.read(execution -> seen.add(execution.lastSeq()))).isTrue();
    assertThat(kit.driver.readyLanes()).containsExactly(Lane.COMMIT);
    kit.driver.run();

    assertThat(seen).containsExactly((long) kit.store.history(run.lease().runId()).size());
  }

  @Test
  void tellsReadersThatItIsGone() {
    OwnedRun run = kit.started(self -> Scripted.waitFor(self, 1));
    List<RunExecution> seen = new ArrayList<>();
    run.deliver(List.of(kit.push(run.lease(), "a")));
    kit.driver.runOne();
    kit.refuse(Reason.FENCED);

    run.read(seen::add);
    kit.driver.run();

    assertThat(seen).hasSize(1).containsOnlyNulls();
    assertThat(run.read(seen::add)).isFalse();
  }

  @Test
  void leavesMemoryWhenAReaderFindsThatItsCodeHangs() {
    OwnedRun run = kit.started(self -> Scripted.waitFor(self, 1));
    kit.onQuery = () -> IntStream.range(0, 11).forEach(i -> kit.services.parts().look());
    List<Throwable> thrown = new ArrayList<>();

    run.read(execution -> thrown.add(catchThrowable(() -> kit.ask(execution))));
    kit.driver.run();

    assertThat(thrown).singleElement().asString().contains("WF-107");
    assertThat(kit.residents()).isZero();
    assertThat(run.isIdle()).isTrue();
    run.deliver(List.of(kit.push(run.lease(), "a")));
    kit.driver.run();
    assertThat(kit.told).containsExactly("needs load");
  }
}
