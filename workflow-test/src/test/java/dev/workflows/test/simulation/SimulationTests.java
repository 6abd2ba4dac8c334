package dev.workflows.test.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.test.simulation.Simulation.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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
    bad.stream().limit(3).map(Simulation::shrunk).forEach(System.out::println);
    assertThat(bad).extracting(Result::seed).isEmpty();
  }

  @Test
  void violatesNothingThatItOnceDid() throws IOException {
    try (InputStream file =
        SimulationTests.class.getResourceAsStream("/simulation/regression-seeds.txt")) {
      List<Long> seeds =
          new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(Long::valueOf)
              .toList();
      assertThat(seeds)
          .isNotEmpty()
          .allSatisfy(seed -> assertThat(Simulation.run(seed).violations()).isEmpty());
    }
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
