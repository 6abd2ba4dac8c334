package dev.workflows.test.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation notices every guard that is missing, so each of them is tested by it. */
@Timeout(300)
@ExtendWith(QuietLog.class)
class GuardTests {

  private static final int SEEDS = 2_000;

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void isMissed(Guard guard) {
    assertThat(
            LongStream.range(0, SEEDS)
                .mapToObj(Scenario::of)
                .anyMatch(scenario -> !Simulation.run(scenario, guard).isGood()))
        .as("whether anything goes wrong without " + guard)
        .isTrue();
  }
}
