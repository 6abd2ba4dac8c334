package dev.workflows.test.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.test.simulation.Simulation.Result;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Nothing is lost and nothing happens twice, whatever goes wrong. {@code -Dsimulation.first} and
 * {@code -Dsimulation.seeds} choose the seeds.
 */
@Timeout(3_600)
@ExtendWith(QuietLog.class)
class SimulationTests {

  private static final long FIRST = Long.getLong("simulation.first", 0);
  private static final int SEEDS = Integer.getInteger("simulation.seeds", 2_000);
  private static final int SOME = 20;

  @Test
  void violatesNothingWhateverGoesWrong() {
    long begin = System.nanoTime();
    List<Result> bad =
        LongStream.range(FIRST, FIRST + SEEDS)
            .parallel()
            .mapToObj(Simulation::run)
            .filter(result -> !result.isGood())
            .toList();
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    System.out.printf(
        "Seeds %d to %d: %d a second, %d violated something%n",
        FIRST, FIRST + SEEDS - 1, SEEDS * 1_000L / Math.max(1, took.toMillis()), bad.size());
    bad.stream().limit(3).forEach(System.out::println);
    assertThat(bad).extracting(Result::seed).isEmpty();
  }

  @Test
  void doesTheSameForTheSameSeed() {
    for (long seed = FIRST; seed < FIRST + SOME; seed++) {
      assertThat(Simulation.run(seed)).isEqualTo(Simulation.run(seed));
    }
  }

  @Test
  void repeatsNoActivityIfNothingGoesWrong() {
    for (long seed = FIRST; seed < FIRST + SOME; seed++) {
      Result result = Simulation.run(seed, List.of(), null);
      assertThat(result.violations()).isEmpty();
      assertThat(result.repeated()).isZero();
    }
  }
}
