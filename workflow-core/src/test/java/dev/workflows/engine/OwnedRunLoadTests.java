package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.spi.LoadedRun;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run begins, or goes on where its history ends; if it cannot, it is tried again later. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnedRunLoadTests {

  private final RunKit kit = new RunKit();

  @AfterEach
  void close() {
    kit.close();
  }

  // ---- begin

  @Test
  void doesNotExistWhenItsFirstTurnWasNotWritten() {
    OwnedRun run = kit.owned(kit.lease(1, 1));
    kit.runs.takePlace();
    kit.firstTurn(run);
    assertThat(run.isEstablished()).isFalse();

    run.discard();
    kit.driver.run();

    assertThat(kit.invoked).isEmpty();
    assertThat(kit.residents()).isZero();
    assertThat(run.isEstablished()).isFalse();
  }

  @Test
  void leavesNothingBehindWhenItsFirstTurnFails() {
    kit.code =
        self -> {
          throw new AssertionError("impossible");
        };
    OwnedRun run = kit.owned(kit.lease(1, 1));
    kit.runs.takePlace();

    assertThatThrownBy(() -> kit.firstTurn(run))
        .isInstanceOfSatisfying(
            WorkflowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CODE_ERROR));

    assertThat(kit.residents()).isZero();
  }

  @Test
  void makesTheFirstTurnOfARunThatAClientHasWritten() {
    RunLease lease = kit.lease(1, 1);
    kit.written(lease);

    kit.loaded(lease);
    kit.driver.run();

    assertThat(kit.told).containsExactly("closed COMPLETED");
    assertThat(kit.invoked).containsExactly("plain a");
  }

  // ---- takeover

  @Test
  void attemptsAgainWhatADeadOwnerMayHaveBegun() {
    RunLease before = kit.calling(Scripted::callOnce);
    kit.store.ownerChanges(before.runId(), 2);

    OwnedRun run = kit.loaded(kit.lease(17, 2));
    kit.driver.runOne();
    assertThat(run.waitingFor()).containsExactly("attempt 2 of 4 of calls.plain");
    kit.driver.run();

    assertThat(kit.invoked).containsExactly("plain a");
    assertThat(kit.told).containsExactly("closed COMPLETED");
    assertThat(kit.store.commits).extracting(commit -> commit.lease().fence()).containsOnly(2L);
  }

  @Test
  void waitsForTheSameTimeAsTheOwnerBefore() {
    RunLease before = kit.calling(Scripted::callOnce);
    Instant due = kit.node.databaseTime().plusSeconds(5);
    OwnedRun run = kit.owned(kit.lease(17, 2));
    LoadedRun durable = kit.store.durable(before);

    run.loaded(
        new LoadedRun(durable.run(), durable.history(), List.of(), List.of(kit.retry(2, 3, due))));
    kit.driver.advance(Duration.ofSeconds(5).minusMillis(1));
    assertThat(kit.invoked).isEmpty();
    kit.driver.advance(Duration.ofMillis(1));

    assertThat(kit.invoked).hasSize(1);
  }

  @Test
  void doesNotAttemptWhoseOutcomeIsInTheInbox() {
    RunLease lease = kit.calling(self -> self.calls.txCall("a"));

    kit.loaded(lease, kit.outcome(lease, 2, "recorded"));
    kit.driver.run();

    assertThat(kit.invoked).isEmpty();
    assertThat(kit.told).containsExactly("closed COMPLETED");
  }

  // ---- loads that fail

  @Test
  void isBlockedWhenItCannotBeRead() {
    RunLease lease = kit.lease(1, 1);
    OwnedRun run = kit.owned(lease);

    run.loaded(
        LoadedRun.unreadable(
            kit.store.row(lease, null, 0),
            new WorkflowException(ErrorCode.UNREADABLE_PAYLOAD, "x")));
    kit.driver.run();

    assertThat(kit.told).containsExactly("blocked");
    assertThat(kit.blocked.get(0).waitingFor()).containsExactly("code that can go on (WF-102)");
  }

  @Test
  void isBlockedWhenItsCodeDoesNotFitItsHistory() {
    RunLease lease = kit.calling(Scripted::callOnce);
    kit.code = Scripted::sleep;

    kit.loaded(lease);
    kit.driver.run();

    assertThat(kit.told).containsExactly("blocked");
    assertThat(kit.blocked.get(0).problem().json()).contains("WF-101");
    assertThat(kit.invoked).isEmpty();
    assertThat(kit.residents()).isZero();
  }

  @Test
  void isBlockedWhenItsOwnersDieOfIt() {
    RunLease before = kit.calling(Scripted::callOnce);
    for (int fence = 2; fence <= 6; fence++) {
      kit.store.ownerChanges(before.runId(), fence);
    }

    kit.loaded(kit.lease(17, 6));
    kit.driver.run();

    assertThat(kit.told).containsExactly("blocked");
    assertThat(kit.blocked.get(0).problem().json()).contains("WF-105");
  }

  @Test
  void isLostWhenItIsNotFound() {
    OwnedRun run = kit.started(self -> Scripted.waitFor(self, 1));

    run.notFound();
    kit.driver.run();

    assertThat(kit.told).containsExactly("lost");
  }

  @Test
  void isNotExecutedWhenItWasDroppedBeforeItsLoadArrived() {
    RunLease lease = kit.calling(Scripted::callOnce);
    OwnedRun run = kit.loaded(lease);

    run.drop();
    kit.driver.run();

    assertThat(kit.invoked).isEmpty();
    assertThat(kit.residents()).isZero();
    assertThat(kit.told).isEmpty();
  }

  // ---- problems

  @Test
  void isTriedAgainLaterAndLater() {
    RunLease lease = kit.calling(Scripted::callOnce);
    kit.code = Scripted::sleep;

    List<Duration> pauses = new ArrayList<>();
    for (int problems : List.of(0, 1, 5, 9, 10, 400)) {
      OwnedRun run = kit.owned(lease);
      run.loaded(kit.store.durableBlocked(lease, problems));
      kit.driver.run();
      Release release = kit.blocked.get(kit.blocked.size() - 1);
      pauses.add(Duration.between(kit.node.databaseTime(), release.wakeAt()));
    }

    assertThat(pauses)
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 32L, 512L, 600L, 600L);
  }

  @Test
  void resumesWithTheFirstTurnThatSucceedsAndCountsProblemsAnew() {
    kit.code =
        self -> {
          Scripted.waitFor(self, 2);
          throw new AssertionError("impossible");
        };
    RunLease lease = kit.started(kit.code).lease();
    OwnedRun run = kit.owned(lease);

    run.loaded(kit.store.durableBlocked(lease, 7));
    kit.driver.run();
    assertThat(kit.store.commits).singleElement().matches(RunCommit::resumes);
    run.deliver(List.of(kit.push(lease, "a")));
    kit.driver.run();
    assertThat(kit.store.commits.get(1).resumes()).isFalse();
    run.deliver(List.of(kit.push(lease, "b")));
    kit.driver.run();

    assertThat(kit.told).containsExactly("blocked");
    assertThat(kit.blocked.get(0).wakeAt()).isEqualTo(kit.node.databaseTime().plusSeconds(1));
  }

  @Test
  void isBlockedByArgumentsThatItsActivityCannotRead() {
    OwnedRun run = kit.started(Scripted::sleep);

    run.cannotGoOn(new WorkflowException(ErrorCode.UNREADABLE_PAYLOAD, "x"));
    kit.driver.run();

    assertThat(kit.told).containsExactly("blocked");
    assertThat(kit.store.commits).isEmpty();
  }
}
