package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.definition.Definitions;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.spi.OwnershipStore.Claim;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is held here follows what the database says, a bulk at a time. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RecoveryTests {

  private static final int ROOM = 20;

  private final RunKit kit = new RunKit();
  private final FakeOwnership store = kit.store.ownership;
  private Recovery recovery = kit.recovery();

  @AfterEach
  void close() {
    kit.close();
  }

  // ---- claim

  @Test
  void claimsAsManyAsThereIsRoomFor() {
    kit.code = Scripted::sleep;
    store.claimable.add(kit.written(1, ROOM));

    assertThat(recovery.claim()).as("there may be more").isTrue();
    kit.driver.run();
    assertThat(recovery.claim()).isFalse();

    assertThat(store.claims).extracting(Claim::limit).containsExactly(ROOM);
    assertThat(store.claims.get(0).types()).containsExactly("scripted");
    assertThat(kit.runs.size()).isEqualTo(ROOM);
    assertThat(kit.residents()).isEqualTo(ROOM);
  }

  @Test
  void claimsNothingForAPlaceThatARunIsOnItsWayTo() {
    store.claimable.add(kit.written(1, ROOM));
    store.claimable.add(kit.written(ROOM + 1, 2 * ROOM));
    recovery.claim();

    assertThat(recovery.claim()).isFalse();

    assertThat(store.claims).hasSize(1);
    assertThat(kit.residents()).isEqualTo(ROOM);
  }

  @Test
  void keepsItsPlacesForWhatWaitsInTheDatabase() {
    kit.code = self -> "over";
    store.claimable.add(kit.written(1, ROOM));
    recovery.claim();
    kit.driver.run();
    assertThat(kit.runs.room()).isEqualTo(ROOM);

    assertThat(kit.runs.takePlace()).as("others came before").isFalse();
    recovery.claim();

    assertThat(kit.runs.takePlace()).as("nobody waits any more").isTrue();
  }

  @Test
  void claimsOfAnotherTypeFirstEachTimeAlthoughItTakesOverInBetween() {
    kit.advance(kit.settings.lease());
    recovery = recoveryOf("a", "b", "c");

    for (int i = 0; i < 4; i++) {
      recovery.takeOver();
      recovery.claim();
    }

    assertThat(store.claims)
        .extracting(claim -> String.join("", claim.types()))
        .containsExactly("abc", "bca", "cab", "abc");
  }

  private Recovery recoveryOf(String... types) {
    WorkflowDefinition one = Objects.requireNonNull(kit.parts.definitions().workflow("scripted"));
    List<WorkflowDefinition> all =
        Stream.of(types)
            .map(
                type ->
                    new WorkflowDefinition(
                        type,
                        one.workflowClass(),
                        one.instances(),
                        one.main(),
                        one.signals(),
                        one.queries()))
            .toList();
    EngineParts parts =
        new EngineParts(
            kit.store,
            new Definitions(all, List.of()),
            kit.codec,
            kit.parts.invoker(),
            kit.driver,
            kit.parts.scope(),
            kit.parts.activities(),
            kit.settings);
    return new Recovery(parts, kit.node, kit.runs, (loaded, lease) -> null);
  }

  @Test
  void holdsOnlyWhatWasStillOwnedWhenItWasRead() {
    List<RunLease> claimed = kit.written(1, 2);
    store.claimable.add(claimed);
    store.lost.add(claimed.get(0).runId());

    assertThat(recovery.claim()).isFalse();

    assertThat(kit.runs.all()).extracting(OwnedRun::lease).containsExactly(claimed.get(1));
  }

  @Test
  void holdsNothingOfATypeThatIsNotDeployed() {
    List<RunLease> claimed = kit.written(1, 2);
    store.claimable.add(claimed);
    kit.notDeployed.add(claimed.get(0));

    recovery.claim();

    assertThat(kit.runs.all()).extracting(OwnedRun::lease).containsExactly(claimed.get(1));
  }

  /** Else it would give them up as if it had never begun anything of them. */
  @Test
  void holdsNothingThatItTookUnderAnIdItHasLost() {
    store.claimable.add(kit.written(1, 1));
    store.owned.addAll(kit.written(2, 2));
    kit.driver.freeze(kit.settings.lease());

    recovery.claim();
    recovery.audit();

    assertThat(kit.runs.all()).isEmpty();
  }

  @Test
  void holdsNothingIfItLostItsIdWhileItRead() {
    store.claimable.add(kit.written(1, 1));
    store.whileReading = () -> kit.driver.freeze(kit.settings.lease());

    recovery.claim();

    assertThat(kit.runs.all()).isEmpty();
  }

  // ---- takeover

  @Test
  void judgesOthersOnlyWhenItWasAliveForOneLease() {
    assertThat(recovery.takeOver()).isFalse();
    assertThat(store.takeOvers).isEmpty();

    kit.advance(kit.settings.lease());
    store.ofDeadNodes.add(kit.written(1, 3));

    assertThat(recovery.takeOver()).isFalse();
    assertThat(store.takeOvers).containsExactly(kit.settings.lease());
    assertThat(kit.runs.size()).isEqualTo(3);
  }

  @Test
  void takesEverythingAtOnceWhereOnlyOneProcessCanOpenTheDatabase() {
    store.exclusive = true;
    recovery = kit.recovery();
    store.ofDeadNodes.add(kit.written(1, ROOM));
    store.ofDeadNodes.add(List.of());
    kit.code = self -> "over";

    assertThat(recovery.takeOver()).as("there may be more").isTrue();
    kit.driver.run();
    assertThat(recovery.takeOver()).isFalse();
    assertThat(recovery.takeOver()).isFalse();

    assertThat(store.takeOvers)
        .as("engines of this process count")
        .containsOnly(Duration.ZERO)
        .hasSize(2);
  }

  @Test
  void takesEverythingAtOnceAlsoWhenItsEngineIsStartedAgain() {
    store.exclusive = true;
    recovery = kit.recovery();
    recovery.takeOver();

    recovery.begin();
    recovery.takeOver();

    assertThat(store.takeOvers).containsExactly(Duration.ZERO, Duration.ZERO);
  }

  @Test
  void forgetsWhatRunsAskedForBeforeItsEngineWasStartedAgain() {
    OwnedRun run = kit.sleeping(recovery, 1);
    recovery.needsLoad(run);
    recovery.giveUp(new Release(run.lease(), null, List.of("x"), null));

    recovery.begin();
    recovery.loadEvicted();
    recovery.release();

    assertThat(store.releases).isEmpty();
    assertThat(kit.told).isEmpty();
  }

  // ---- inbox

  @Test
  void handsMessagesToTheRunsOfTheirChains() {
    kit.code = self -> Scripted.waitFor(self, 2);
    List<RunLease> claimed = kit.written(1, 2);
    store.claimable.add(claimed);
    recovery.inbox().read();
    recovery.claim();
    store.unread.add(kit.push(claimed.get(0), "a"));
    store.unread.add(kit.push(claimed.get(1), "b"));
    store.unread.add(kit.push(claimed.get(0), "c"));
    store.unread.add(kit.push(kit.lease(99, 1), "of nobody here"));

    recovery.inbox().read();
    recovery.inbox().read(List.of(claimed.get(0).chainId()));
    kit.driver.run();

    assertThat(store.inboxReads).as("nobody is asked where nothing is held").isEqualTo(1);
    assertThat(kit.told).containsExactly("closed COMPLETED");
    assertThat(kit.runs.all()).extracting(OwnedRun::lease).containsExactly(claimed.get(1));
  }

  // ---- audit

  @Test
  void dropsWhatIsOwnedNoLongerOrUnderAnotherFence() {
    OwnedRun kept = kit.sleeping(recovery, 1);
    OwnedRun lost = kit.sleeping(recovery, 2);
    OwnedRun stale = kit.sleeping(recovery, 3);
    store.owned.add(kept.lease());
    store.owned.add(kit.lease(3, 2));

    recovery.audit();

    assertThat(kit.runs.all()).containsExactly(kept);
    assertThat(lost.leave(Duration.ZERO, true)).isEmpty();
    assertThat(stale.leave(Duration.ZERO, true)).isEmpty();
    assertThat(kept.leave(Duration.ZERO, true)).isPresent();
  }

  @Test
  void takesAnewWhatIsOwnedButNotHeld() {
    List<RunLease> written = kit.written(1, 1);
    store.owned.addAll(written);

    recovery.audit();

    assertThat(store.reclaimed).isEqualTo(written);
    assertThat(kit.runs.all())
        .singleElement()
        .satisfies(anew -> assertThat(anew.lease().fence()).isEqualTo(2));
  }

  @Test
  void letsARunAloneWhoseStartIsNotDurableYet() {
    OwnedRun starting = kit.owned(kit.lease(1, 1));
    kit.runs.add(starting);

    recovery.audit();

    assertThat(kit.runs.all()).containsExactly(starting);
  }
}
