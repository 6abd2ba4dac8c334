package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.spi.StoreException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A node lives by the monotonic clock alone, and says of itself when it is dead. */
class NodeTests {

  private static final EngineSettings SETTINGS = EngineSettings.defaults(false);
  private static final Duration BEAT = SETTINGS.heartbeat();
  private static final Duration LEASE = SETTINGS.lease();
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final ManualDriver driver = new ManualDriver();
  private final FakeNodes nodes = new FakeNodes(driver);
  private Runnable onLost = () -> {};
  private int losses;
  private final Node node =
      new Node(
          nodes,
          driver,
          SETTINGS,
          () -> {
            losses++;
            onLost.run();
          });

  // ---- its lease

  @Test
  void livesAsLongAsItsHeartbeatsAreAnswered() {
    node.start();
    UUID id = node.id();

    work(LEASE.multipliedBy(10));

    assertThat(node.isAlive(id)).isTrue();
    assertThat(nodes.registered).containsExactly(id);
    assertThat(nodes.heartbeats).isEqualTo(50);
    assertThat(losses).isZero();
  }

  @Test
  void isDeadWhenNoHeartbeatWasAnsweredForOneLease() {
    node.start();
    UUID id = node.id();

    driver.freeze(LEASE.minus(MOMENT));
    assertThat(node.isAlive()).isTrue();
    driver.freeze(MOMENT);

    assertThat(node.isAlive()).isFalse();
    assertThat(node.isAlive(id)).isFalse();
  }

  @Test
  void countsItsLeaseFromTheSendingOfAHeartbeat() {
    node.start();
    nodes.wayThere = Duration.ofSeconds(3);
    nodes.wayBack = Duration.ofSeconds(4);
    driver.advance(BEAT);

    driver.freeze(LEASE.minusSeconds(7).minus(MOMENT));
    assertThat(node.isAlive()).isTrue();
    driver.freeze(MOMENT);
    assertThat(node.isAlive()).isFalse();
  }

  @Test
  void countsItsLeaseFromTheSendingOfItsRegistration() {
    nodes.wayThere = Duration.ofSeconds(3);
    nodes.wayBack = Duration.ofSeconds(4);
    node.start();

    driver.freeze(LEASE.minusSeconds(7).minus(MOMENT));
    assertThat(node.isAlive()).isTrue();
    driver.freeze(MOMENT);
    assertThat(node.isAlive()).isFalse();
  }

  @Test
  void isNotRevivedByAnAnswerThatCameTooLate() {
    node.start();
    UUID id = node.id();
    nodes.wayBack = LEASE.minus(BEAT);
    onLost = () -> nodes.wayBack = Duration.ZERO;

    driver.advance(BEAT);

    assertThat(losses).isEqualTo(1);
    assertThat(node.isAlive(id)).isFalse();
    assertThat(node.isAlive()).isTrue();
  }

  @Test
  void givesUpWhatItOwnsBeforeItRegistersUnderANewId() {
    node.start();
    UUID before = node.id();
    onLost =
        () -> {
          assertThat(node.isAlive()).isFalse();
          assertThat(nodes.registered).hasSize(1);
        };

    driver.freeze(LEASE);
    driver.advance(BEAT);

    assertThat(losses).isEqualTo(1);
    assertThat(nodes.registered).hasSize(2).doesNotHaveDuplicates();
    assertThat(node.id()).isNotEqualTo(before).isEqualTo(nodes.registered.get(1));
    assertThat(node.isAlive(before)).isFalse();
    assertThat(node.isAlive()).isTrue();
  }

  @Test
  void registersAnewWhenTheOthersHaveForgottenIt() {
    node.start();
    UUID before = node.id();
    nodes.known.clear();

    driver.advance(BEAT);

    assertThat(losses).isEqualTo(1);
    assertThat(node.id()).isNotEqualTo(before);
    assertThat(node.isAlive()).isTrue();
  }

  @Test
  void goesOnTryingWhileTheDatabaseIsAway() {
    node.start();
    UUID before = node.id();
    nodes.reachable = false;

    work(LEASE.multipliedBy(3));
    assertThat(node.isAlive()).isFalse();
    assertThat(losses).isEqualTo(1);

    nodes.reachable = true;
    driver.advance(SETTINGS.poll());
    assertThat(node.isAlive()).isTrue();
    assertThat(node.id()).isNotEqualTo(before);
  }

  @Test
  void survivesAShortAbsenceOfTheDatabase() {
    node.start();
    UUID before = node.id();
    nodes.reachable = false;
    work(BEAT.multipliedBy(3));
    nodes.reachable = true;

    work(LEASE.multipliedBy(2));

    assertThat(node.isAlive(before)).isTrue();
    assertThat(losses).isZero();
  }

  @Test
  void failsToStartWithoutTheDatabase() {
    nodes.reachable = false;

    assertThatThrownBy(node::start).isInstanceOf(StoreException.class);
    assertThat(node.isAlive()).isFalse();
  }

  @Test
  void keepsBeatingAfterAnErrorWhileItGaveUp() {
    node.start();
    onLost =
        () -> {
          throw new StackOverflowError();
        };
    driver.freeze(LEASE);
    ignoringErrors(() -> driver.advance(BEAT));
    onLost = () -> {};

    driver.advance(BEAT.multipliedBy(2));

    assertThat(node.isAlive()).isTrue();
    assertThat(nodes.registered).hasSize(2);
  }

  // ---- an engine that is cut off

  @Test
  void sendsNoHeartbeatWhenTheEngineDoesNotReachTheDatabase() {
    node.start();
    driver.advance(LEASE.plus(MOMENT));
    int before = nodes.heartbeats;

    driver.advance(BEAT.multipliedBy(2));

    assertThat(nodes.heartbeats).isEqualTo(before);
    assertThat(losses).isZero();
  }

  @Test
  void diesWhenTheEngineStaysCutOff() {
    node.start();
    UUID id = node.id();

    driver.advance(LEASE.multipliedBy(2).plus(BEAT));

    assertThat(node.isAlive(id)).isFalse();
    assertThat(losses).isEqualTo(1);
  }

  @Test
  void beatsAgainWhenTheEngineReachesTheDatabaseInTime() {
    node.start();
    UUID id = node.id();
    driver.advance(LEASE.plus(BEAT));
    int before = nodes.heartbeats;

    node.storeAnswered();
    driver.advance(BEAT);

    assertThat(nodes.heartbeats).isEqualTo(before + 1);
    assertThat(node.isAlive(id)).isTrue();
  }

  // ---- judging others

  @Test
  void judgesOthersOnlyAfterOneUninterruptedLease() {
    node.start();

    work(LEASE.minus(MOMENT));
    assertThat(node.mayJudgeOthers()).isFalse();
    work(MOMENT);
    assertThat(node.mayJudgeOthers()).isTrue();
  }

  @Test
  void judgesNobodyForOneLeaseAfterItsHeartbeatsWereInterrupted() {
    node.start();
    UUID id = node.id();
    work(LEASE.multipliedBy(2));
    driver.freeze(BEAT.multipliedBy(2).plus(MOMENT));
    work(BEAT);
    assertThat(node.isAlive(id)).isTrue();
    assertThat(node.mayJudgeOthers()).isFalse();

    work(LEASE.minus(BEAT).minus(MOMENT));
    assertThat(node.mayJudgeOthers()).isFalse();
    work(BEAT);
    assertThat(node.mayJudgeOthers()).isTrue();
  }

  @Test
  void judgesNobodyAfterItWasAwayItself() {
    node.start();
    work(LEASE.multipliedBy(2));
    driver.freeze(LEASE);
    assertThat(node.mayJudgeOthers()).isFalse();

    work(LEASE.minus(MOMENT));
    assertThat(node.isAlive()).isTrue();
    assertThat(node.mayJudgeOthers()).isFalse();
    work(BEAT);
    assertThat(node.mayJudgeOthers()).isTrue();
  }

  // ---- the database's clock

  @Test
  void isNeverAheadOfTheDatabasesClock() {
    nodes.wayThere = Duration.ofMillis(7);
    nodes.wayBack = Duration.ofMillis(30);
    node.start();
    assertThat(node.databaseTime()).isBeforeOrEqualTo(nodes.clock());

    for (int i = 0; i < 50; i++) {
      nodes.wayThere = Duration.ofMillis((i * 37) % 100);
      nodes.wayBack = Duration.ofMillis((i * 53) % 200);
      work(Duration.ofMillis(700));
      assertThat(node.databaseTime())
          .isBeforeOrEqualTo(nodes.clock())
          .isAfterOrEqualTo(nodes.clock().minusMillis(201));
    }
  }

  @Test
  void tellsTheDatabasesTimeInMicroseconds() {
    node.start();
    driver.freeze(Duration.ofNanos(1_234_567));

    assertThat(node.databaseTime().getNano() % 1_000).isZero();
    assertThat(node.databaseTime())
        .isBetween(nodes.clock().minusNanos(567 + 1_000), nodes.clock().minusNanos(567));
  }

  @Test
  void isNeverAheadOfTheDatabasesClockThoughItsOwnIsFast() {
    nodes.haste = 500;
    node.start();

    for (int i = 0; i < 50; i++) {
      work(Duration.ofMillis(700));
      assertThat(node.databaseTime())
          .isBeforeOrEqualTo(nodes.clock())
          .isAfterOrEqualTo(nodes.clock().minusMillis(2));
    }
  }

  @Test
  void saysHowLongItHasNotBeenHeardOf() {
    node.start();
    driver.freeze(Duration.ofSeconds(3));

    assertThat(node.sinceHeartbeat()).isEqualTo(Duration.ofSeconds(3));
  }

  // ---- its end

  @Test
  void leavesWhenItStopsAndBeatsNoMore() {
    node.start();
    UUID id = node.id();

    node.stop();
    driver.advance(LEASE.multipliedBy(3));

    assertThat(node.isAlive(id)).isFalse();
    assertThat(nodes.known).isEmpty();
    assertThat(nodes.heartbeats).isZero();
    assertThat(driver.waitingTasks()).isZero();
  }

  @Test
  void beatsOnceAndNotTwiceAfterItWasStartedAgain() {
    node.start();
    node.stop();
    node.start();

    work(BEAT.multipliedBy(10));

    assertThat(nodes.heartbeats).isEqualTo(10);
    assertThat(node.isAlive()).isTrue();
  }

  /** Time goes on, and the engine reaches the database. */
  private void work(Duration duration) {
    Duration step = Duration.ofMillis(100);
    Duration left = duration;
    while (left.compareTo(step) > 0) {
      node.storeAnswered();
      driver.advance(step);
      left = left.minus(step);
    }
    node.storeAnswered();
    driver.advance(left);
  }

  private static void ignoringErrors(Runnable task) {
    try {
      task.run();
    } catch (StackOverflowError expected) {
      // the thread of a pool would end with it, and another one take its place
    }
  }
}
