package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.spi.RunLease;
import dev.workflows.spi.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No run suffers because others are read, or wait to be. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RecoveryReadTests {

  private static final int BULK = 20;

  private final RunKit kit = new RunKit();
  private final FakeOwnership store = kit.store.ownership;
  private final Recovery recovery = kit.recovery();

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void readsTheOthersWithoutARunThatCannotBeRead() {
    kit.code = Scripted::sleep;
    List<RunLease> leases = kit.written(1, BULK);
    RunLease large = leases.get(6);
    store.unreadable.add(large.runId());
    store.claimable.add(leases);

    recovery.claim();
    kit.driver.run();

    assertThat(kit.runs.size()).isEqualTo(BULK - 1);
    assertThat(kit.runs.get(large.runId())).isNull();
  }

  @Test
  void keepsARunThatIsHeldAndCannotBeReadUntilItCan() {
    OwnedRun large = kit.sleeping(recovery, 1);
    OwnedRun small = kit.sleeping(recovery, 2);
    store.unreadable.add(large.lease().runId());
    recovery.needsLoad(large);
    recovery.needsLoad(small);

    recovery.loadEvicted();
    store.unreadable.clear();
    int loads = store.loads;
    recovery.loadEvicted();

    assertThat(store.loads).as("one is asked for again").isEqualTo(loads + 1);
    assertThat(kit.told).as("none is given up").isEmpty();
  }

  @Test
  void givesUpABulkOfWhichNoneCanBeReadAndTriesTheOthersFirstNextTime() {
    List<OwnedRun> held =
        IntStream.rangeClosed(1, BULK).mapToObj(number -> kit.sleeping(recovery, number)).toList();
    held.subList(0, 8).forEach(run -> store.unreadable.add(run.lease().runId()));
    held.forEach(recovery::needsLoad);
    int before = store.loads;

    recovery.loadEvicted();
    assertThat(store.loads - before).as("asked in vain").isLessThan(40);
    recovery.loadEvicted();
    kit.driver.run();

    int last = store.loads;
    recovery.loadEvicted();
    assertThat(store.loads - last).as("of eight that are left").isLessThanOrEqualTo(15);
    assertThat(kit.told).as("none is given up").isEmpty();
  }

  @Test
  void forgetsUnderItsNameWhatWasTakenAnew() {
    OwnedRun before = kit.sleeping(recovery, 1);
    String name = before.id().workflowId();
    OwnedRun anew = kit.owned(kit.lease(1, 2));

    kit.runs.add(anew);
    anew.loaded(kit.store.durable(anew.lease()));
    kit.driver.run();

    assertThat(kit.runs.named(name)).containsSame(anew);
    kit.runs.remove(anew);
    assertThat(kit.runs.named(name)).isEmpty();
  }

  @Test
  void asksADatabaseOnceThatCannotBeReached() {
    store.claimable.add(kit.written(1, BULK));
    store.failures.add(new StoreException(StoreException.Outcome.UNKNOWN, "away", null));

    assertThatThrownBy(recovery::claim).isInstanceOf(StoreException.class);

    assertThat(store.loads).isEqualTo(1);
  }

  @Test
  void doesWhatElseWaitsBetweenTheBulksOfABacklog() {
    for (int from = 1; from < 5 * BULK; from += BULK) {
      List<RunLease> bulk = kit.written(from, from + BULK - 1);
      kit.notDeployed.addAll(bulk);
      store.claimable.add(bulk);
    }
    Poller poller = new Poller(kit.driver, kit.node, recovery, Duration.ofMillis(500), List.of());

    poller.start();
    kit.driver.runOne();
    int claimedAtOnce = store.claims.size();
    kit.driver.run();

    assertThat(claimedAtOnce).isEqualTo(1);
    assertThat(store.claimable).isEmpty();
  }
}
