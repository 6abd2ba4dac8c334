package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wakes a run when its earliest timer is due by the database's clock: never early, once. */
class RunAlarmTests {

  private static final Duration HOUR = Duration.ofHours(1);

  /** How much later than by its own clock a node that hears nothing believes in an hour. */
  private static final Duration CAUTION = HOUR.dividedBy(1_000);

  private final ManualDriver driver = new ManualDriver();
  private final FakeNodes nodes = new FakeNodes(driver);
  private final Node node = new Node(nodes, driver, EngineSettings.defaults(false), () -> {});
  private int rings;
  private final RunAlarm alarm = new RunAlarm(driver, node, () -> rings++);

  @BeforeEach
  void start() {
    nodes.wayBack = Duration.ofMillis(5);
    node.start();
    node.stop();
    driver.advance(Duration.ofSeconds(10));
    nodes.wayBack = Duration.ZERO;
  }

  @Test
  void ringsWhenTheEarliestTimerIsDue() {
    Instant due = node.databaseTime().plus(HOUR);
    alarm.set(List.of(due.plusSeconds(1), due, due.plusSeconds(2)));

    driver.advance(HOUR.minusMillis(1));
    assertThat(rings).isZero();
    driver.advance(CAUTION);

    assertThat(rings).isEqualTo(1);
    driver.advance(HOUR);
    assertThat(rings).isEqualTo(1);
  }

  @Test
  void ringsAtOnceForATimeThatHasPassed() {
    alarm.set(List.of(node.databaseTime().minusSeconds(5)));

    driver.advance(Duration.ZERO);

    assertThat(rings).isEqualTo(1);
  }

  @Test
  void neverRingsBeforeTheDatabasesTime() {
    Instant due = node.databaseTime().plus(HOUR);
    alarm.set(List.of(due));
    nodes.wayBack = Duration.ofSeconds(20);
    // the node learns that it is 20 s behind: what it took for an hour is not over yet
    node.start();
    node.stop();

    driver.advance(HOUR.minusSeconds(20));
    assertThat(rings).isZero();
    driver.advance(Duration.ofSeconds(20).plus(CAUTION));

    assertThat(rings).isEqualTo(1);
    assertThat(node.databaseTime()).isAfterOrEqualTo(due);
  }

  @Test
  void followsTheTimersOfTheLastTurn() {
    Instant now = node.databaseTime();
    alarm.set(List.of(now.plus(HOUR)));
    alarm.set(List.of(now.plusSeconds(1)));
    driver.advance(Duration.ofSeconds(1).plus(CAUTION));
    assertThat(rings).isEqualTo(1);

    alarm.set(List.of(now.plus(HOUR)));
    alarm.set(List.of());
    driver.advance(HOUR.multipliedBy(2));

    assertThat(rings).isEqualTo(1);
    assertThat(driver.waitingTasks()).isZero();
  }

  @Test
  void keepsOneTaskForAnUnchangedTimer() {
    Instant due = node.databaseTime().plus(HOUR);

    for (int i = 0; i < 10; i++) {
      alarm.set(List.of(due));
    }

    assertThat(driver.waitingTasks()).isEqualTo(1);
  }

  @Test
  void ringsAgainForATimerThatIsStillThere() {
    Instant due = node.databaseTime().plusSeconds(1);
    alarm.set(List.of(due));
    driver.advance(Duration.ofSeconds(1).plus(CAUTION));

    alarm.set(List.of(due));
    driver.advance(Duration.ZERO);

    assertThat(rings).isEqualTo(2);
  }

  @Test
  void ringsNoMoreWhenItIsStopped() {
    alarm.set(List.of(node.databaseTime().plus(HOUR)));
    alarm.stop();

    driver.advance(HOUR.multipliedBy(2));

    assertThat(rings).isZero();
  }

  @Test
  void tellsTheEarlierOfItsTimeAndAnother() {
    Instant due = node.databaseTime().plus(HOUR);
    assertThat(alarm.earliest(null)).isNull();
    assertThat(alarm.earliest(due)).isEqualTo(due);

    alarm.set(List.of(due));

    assertThat(alarm.earliest(null)).isEqualTo(due);
    assertThat(alarm.earliest(due.minusSeconds(1))).isEqualTo(due.minusSeconds(1));
    assertThat(alarm.earliest(due.plusSeconds(1))).isEqualTo(due);
  }

  @Test
  void watchesTimersThatAreCenturiesAway() {
    Instant due = Instant.parse("9999-12-31T23:59:59Z");

    alarm.set(List.of(due));
    driver.advance(Duration.ofDays(400));

    assertThat(rings).isZero();
    assertThat(driver.waitingTasks()).isEqualTo(1);
    assertThat(driver.delays()).allMatch(delay -> delay.toNanos() > 0);
  }
}
