package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.StartOptions;
import dev.workflows.test.InMemoryWorkflowStore;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An activity that is slow waits for threads by itself: others go on. */
@Timeout(60)
class FairActivitiesTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SOON = Duration.ofSeconds(5);

  /** Of so many threads that the engine has, one activity may have so many. */
  private static final int SHARE = 12;

  private static final int MANY = 200;

  private final CountingSteps counting = new CountingSteps();
  private final EngineHarness engine =
      new EngineHarness(new InMemoryWorkflowStore(InstantSource.system()));
  private final Steps steps = engine.activities(Steps.class, counting);

  @AfterEach
  void close() {
    counting.release.countDown();
    engine.close();
  }

  private void startMany() {
    engine
        .workflow(
            Scripted.class,
            context ->
                new Scripted(
                    context,
                    steps,
                    w -> w.stage.equals("slow") ? steps.slow("x") : steps.echo(w.stage)))
        .start(2 * MANY);
    for (int i = 0; i < MANY; i++) {
      engine.client().start("scripted", StartOptions.of("slow-" + i), "slow");
    }
    Eventually.holds(PATIENCE, () -> assertThat(counting.calls).hasSizeGreaterThanOrEqualTo(SHARE));
  }

  @Test
  void leaveThreadsToOthersWhileTheyAreSlow() {
    startMany();

    engine.client().start("scripted", StartOptions.of("quick"), "quick");

    assertThat(engine.client().result("quick", String.class, SOON)).isEqualTo("quick");
    assertThat(counting.calls).hasSize(SHARE + 1);
  }

  @Test
  void allEndOnceThereAreThreads() {
    startMany();

    counting.release.countDown();

    for (int i = 0; i < MANY; i++) {
      assertThat(engine.client().result("slow-" + i, String.class, PATIENCE)).isEqualTo("x");
    }
    assertThat(counting.calls).hasSize(MANY);
  }

  @Test
  void thatWaitForAThreadAreGivenUpWhenTheEngineStops() {
    startMany();
    counting.release.countDown();

    engine.stop();

    assertThat(engine.engine().health().owned()).isZero();
    assertThat(counting.calls).hasSizeBetween(SHARE, MANY);
  }
}
