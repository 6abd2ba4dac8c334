package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.spi.Release;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs leave when they are idle or room is short, and are read again when something arrives. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RecoveryReleaseTests {

  private static final int ROOM = 20;

  private final RunKit kit = new RunKit();
  private final FakeOwnership store = kit.store.ownership;
  private final Recovery recovery = kit.recovery();

  @AfterEach
  void close() {
    kit.close();
  }

  // ---- release

  @Test
  void givesUpWhatWasIdleForTheLingerAndForgetsIt() {
    OwnedRun run = kit.sleeping(recovery, 1);
    recovery.release();
    assertThat(store.releases).isEmpty();

    kit.driver.advance(kit.settings.linger());
    recovery.release();

    assertThat(store.releases).extracting(Release::lease).containsExactly(run.lease());
    assertThat(kit.runs.isEmpty()).isTrue();
  }

  @Test
  void givesUpTheLongestIdleAtOnceWhereRoomIsShort() {
    for (int number = 1; number < ROOM; number++) {
      kit.sleeping(recovery, number);
      kit.driver.advance(Duration.ofMillis(1));
    }
    assertThat(kit.runs.surplus()).isEqualTo(3);

    recovery.release();

    assertThat(store.releases)
        .extracting(release -> release.lease().runId())
        .containsExactly(new UUID(7, 1), new UUID(7, 2), new UUID(7, 3));
  }

  /** A run that left memory already, for whom an activity executes, makes no room. */
  @Test
  void freesAllTheRoomThatIsShortAlthoughTheLongestIdleHasLeftMemoryAlready() {
    store.claimable.add(kit.written(1, 1));
    recovery.claim();
    OwnedRun first = kit.runs.get(new UUID(7, 1));
    kit.answers.add(
        (Callable<Object>)
            () -> {
              assertThat(first.leave(Duration.ZERO, true)).isEmpty();
              for (int number = 2; kit.runs.surplus() < 3; number++) {
                kit.driver.freeze(Duration.ofMillis(1));
                kit.sleeping(recovery, number);
              }
              recovery.release();
              return "late";
            });

    kit.driver.run();

    assertThat(store.releases).hasSize(3);
  }

  @Test
  void takesARunAnewWhoseReleaseWasRefusedForAMessage() {
    OwnedRun run = kit.sleeping(recovery, 1);
    store.notReleased.add(run.lease().runId());
    kit.driver.advance(kit.settings.linger());

    recovery.release();

    assertThat(store.reclaimed).containsExactly(run.lease());
    assertThat(kit.runs.all())
        .singleElement()
        .isNotSameAs(run)
        .satisfies(anew -> assertThat(anew.lease().fence()).isEqualTo(2));
  }

  @Test
  void keepsARunWhoseActivityExecutes() {
    store.claimable.add(kit.written(1, 1));
    recovery.claim();
    kit.answers.add(
        (Callable<Object>)
            () -> {
              kit.driver.freeze(kit.settings.linger().multipliedBy(2));
              recovery.release();
              return "late";
            });

    kit.driver.run();

    assertThat(store.releases).isEmpty();
    assertThat(kit.told).containsExactly("closed COMPLETED");
  }

  @Test
  void givesUpARunThatIsBlockedAndDoesNotTakeItAnew() {
    kit.code =
        self -> {
          throw new AssertionError("impossible");
        };
    List<RunLease> claimed = kit.written(1, 1);
    store.claimable.add(claimed);
    store.notReleased.add(claimed.get(0).runId());
    recovery.claim();
    kit.driver.run();

    recovery.release();

    assertThat(store.releases)
        .singleElement()
        .satisfies(release -> assertThat(release.problem()).isNotNull());
    assertThat(store.reclaimed).isEmpty();
    assertThat(kit.runs.isEmpty()).isTrue();
  }

  @Test
  void givesUpEverythingWhenTheEngineStops() {
    kit.sleeping(recovery, 1);
    kit.sleeping(recovery, 2);

    recovery.releaseAll();

    assertThat(store.releases).hasSize(2);
    assertThat(kit.runs.isEmpty()).isTrue();
  }

  // ---- runs that are held but not in memory

  @Test
  void readsARunThatHasSomethingToDoAndIsNotInMemory() {
    OwnedRun run = evicted();

    recovery.loadEvicted();
    kit.driver.run();

    assertThat(kit.told).containsExactly("needs load", "closed COMPLETED");
    assertThat(run.isIdle()).isFalse();
  }

  @Test
  void readsItAgainLaterWhenThatFailed() {
    evicted();
    store.failures.add(new StoreException(StoreException.Outcome.UNKNOWN, "no connection", null));

    assertThatThrownBy(recovery::loadEvicted).isInstanceOf(StoreException.class);
    recovery.loadEvicted();
    kit.driver.run();

    assertThat(kit.told).containsExactly("needs load", "closed COMPLETED");
  }

  @Test
  void givesARunUpThatHasAnotherOwnerWhenItIsRead() {
    OwnedRun run = evicted();
    store.lost.add(run.lease().runId());

    recovery.loadEvicted();

    assertThat(kit.told).containsExactly("needs load", "lost");
    assertThat(kit.runs.isEmpty()).isTrue();
  }

  /** A run that left memory while an activity executed, which has ended. */
  private OwnedRun evicted() {
    store.claimable.add(kit.written(1, 1));
    recovery.claim();
    OwnedRun run = kit.runs.get(new UUID(7, 1));
    kit.answers.add(
        (Callable<Object>)
            () -> {
              assertThat(run.leave(Duration.ZERO, true)).isEmpty();
              return "late";
            });
    kit.driver.run();
    return run;
  }
}
