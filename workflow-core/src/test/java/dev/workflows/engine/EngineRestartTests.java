package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An engine that is stopped and started again is as one that is started for the first time. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EngineRestartTests {

  private static final int BEATS = 10;

  private final RunKit kit = new RunKit();
  private final FakeOwnership store = kit.store.ownership;
  private WorkflowEngine engine;

  @AfterEach
  void close() {
    kit.close();
  }

  /** On a node of its own, that of the kit is stopped. */
  private void begin() {
    kit.node.stop();
    engine = new WorkflowEngine(kit.parts);
    engine.start();
    kit.driver.run();
  }

  private void restart() {
    engine.stop(Duration.ZERO);
    engine.start();
    kit.driver.run();
  }

  @Test
  void beatsPollsAndLooksOnceAndNotTwice() {
    begin();
    restart();
    restart();
    int beats = kit.nodes.heartbeats;
    int claims = store.claims.size();

    kit.driver.advance(kit.settings.heartbeat().multipliedBy(BEATS));

    assertThat(kit.nodes.heartbeats - beats).isEqualTo(BEATS);
    assertThat(store.claims.size() - claims)
        .isEqualTo(
            (int) (BEATS * kit.settings.heartbeat().toMillis() / kit.settings.poll().toMillis()));
    assertThat(kit.driver.waitingTasks()).as("a beat, a poll and a look").isEqualTo(3);
  }

  @Test
  void leavesNothingThatWaitsWhenItIsStopped() {
    begin();

    engine.stop(Duration.ZERO);
    kit.driver.advance(Duration.ofMinutes(1));

    assertThat(kit.driver.waitingTasks()).isZero();
    assertThat(kit.nodes.known).isEmpty();
  }

  @Test
  void takesOverAtOnceAgainWhereOnlyOneProcessCanOpenTheDatabase() {
    store.exclusive = true;
    begin();
    assertThat(store.takeOvers).containsExactly(Duration.ZERO);
    kit.driver.advance(kit.settings.lease().multipliedBy(2));
    store.takeOvers.clear();

    restart();

    assertThat(store.takeOvers).startsWith(Duration.ZERO);
  }

  @Test
  void holdsNothingOfWhatStillExecutedWhenItWasStopped() {
    begin();
    UUID id = new UUID(7, 1);
    RunLease lease = new RunLease(id, id, engine.nodeId(), 1);
    kit.written(lease);
    store.claimable.add(List.of(lease));
    kit.answers.add(
        (Callable<Object>)
            () -> {
              assertThat(engine.health().owned()).isEqualTo(1);
              engine.stop(Duration.ZERO);
              return "late";
            });
    kit.driver.advance(kit.settings.poll());
    assertThat(kit.invoked).hasSize(1);

    engine.start();

    assertThat(engine.health().owned()).isZero();
    assertThat(engine.health().resident()).isZero();
    kit.driver.advance(kit.settings.poll());
    assertThat(kit.store.commits).as("only the first turn").hasSize(1);
  }
}
