package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.WorkflowStatus;
import dev.workflows.engine.HistoryLimits;
import org.junit.jupiter.api.Test;

/** A history does not grow beyond its limit, and its run is not lost then. */
abstract class LongHistoryRules extends EngineRules {

  private static final int MOST = 20;

  private final CountingSteps counting = new CountingSteps();

  LongHistoryRules(WorkflowEngineContract contract) {
    super(contract);
  }

  private static final Script ENDLESS =
      w -> {
        while (!w.signals.contains("end")) {
          w.steps.echo("again");
        }
        return "" + (w.context.historyLength() > MOST);
      };

  private EngineHarness limited(int most, Script script) {
    EngineHarness harness = new EngineHarness(store()).history(new HistoryLimits(5, most));
    return engine(harness, counting, script, 200);
  }

  private void awaitBlocked(EngineHarness harness, String id) {
    Eventually.holds(
        PATIENCE,
        () -> assertThat(harness.client().describe(id).status()).isEqualTo(WorkflowStatus.BLOCKED));
  }

  @Test
  void blocksTheRunAndLetsItBeTerminated() {
    EngineHarness harness = limited(MOST, ENDLESS);
    String id = id("endless");
    start(harness, id);
    awaitBlocked(harness, id);

    assertThat(String.valueOf(harness.client().describe(id).problem()))
        .contains("WF-109", "over the limit of " + MOST);
    int calls = counting.calls.size();
    Eventually.holds(
        PATIENCE,
        () -> assertThat(store().runs().find(id).orElseThrow().problemCount()).isGreaterThan(1));
    assertThat(counting.calls).as("while it is blocked").hasSize(calls);
    assertThat(kinds(harness, id)).hasSizeBetween(MOST, MOST + 2);
    harness.client().terminate(id, "too long");
    assertThat(harness.client().describe(id).status()).isEqualTo(WorkflowStatus.TERMINATED);
  }

  @Test
  void goesOnWhenTheLimitIsRaised() {
    EngineHarness first = limited(MOST, ENDLESS);
    String id = id("raised");
    start(first, id);
    awaitBlocked(first, id);
    first.client().signal(id, null, "push", "end");
    first.stop();

    EngineHarness second = limited(10_000, ENDLESS);

    assertThat(result(second, id)).isEqualTo("true");
  }

  @Test
  void letsARunEndThatIsAsLongAsItMayBe() {
    EngineHarness harness =
        limited(
            MOST,
            w -> {
              while (w.context.historyLength() < MOST) {
                w.steps.echo("again");
              }
              return "ended";
            });
    String id = id("at the limit");
    start(harness, id);

    assertThat(result(harness, id)).isEqualTo("ended");
    assertThat(kinds(harness, id)).hasSizeGreaterThan(MOST);
  }

  @Test
  void letsARunCleanUpThatIsAsLongAsItMayBe() {
    EngineHarness harness =
        limited(
            MOST,
            w -> {
              w.context.ensure(
                  () -> {
                    w.steps.echo("first");
                    w.steps.echo("second");
                  });
              while (w.context.historyLength() < MOST - 1) {
                w.steps.echo("again");
              }
              return "ended";
            });
    String id = id("cleans up");
    start(harness, id);

    assertThat(result(harness, id)).isEqualTo("ended");
    assertThat(counting.calls).endsWith("echo first", "echo second");
  }
}
