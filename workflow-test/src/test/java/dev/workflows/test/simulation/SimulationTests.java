package dev.workflows.test.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.test.simulation.Simulation.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Nothing is lost and nothing happens twice, whatever goes wrong. {@code -Dsimulation.first} and
 * {@code -Dsimulation.seeds} choose the seeds; {@code -Dsimulation.record} keeps those that fail.
 */
@Timeout(36_000)
@ExtendWith(QuietLog.class)
class SimulationTests {

  private static final long FIRST = Long.getLong("simulation.first", 0);
  private static final int SEEDS = Integer.getInteger("simulation.seeds", 600);
  private static final int EVERY_HUNDREDTH = 100;
  private static final int CALM = 20;
  private static final Path REGRESSIONS =
      Path.of("src/test/resources/simulation/regression-seeds.txt");

  @Test
  void violatesNothingWhateverGoesWrong() {
    long begin = System.nanoTime();
    List<Result> bad =
        seeds().parallel().mapToObj(Simulation::run).filter(result -> !result.isGood()).toList();
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    System.out.printf(
        "Seeds %d to %d: %d in %.1f s, %d a second, %d violated something%n",
        FIRST,
        FIRST + SEEDS - 1,
        SEEDS,
        took.toMillis() / 1_000.0,
        SEEDS * 1_000L / Math.max(1, took.toMillis()),
        bad.size());
    bad.stream().limit(3).map(Shrinking::of).forEach(SimulationTests::tell);
    if (Boolean.getBoolean("simulation.record")) {
      bad.forEach(SimulationTests::record);
    }
    assertThat(bad).extracting(Result::seed).isEmpty();
  }

  private static LongStream seeds() {
    return LongStream.range(FIRST, FIRST + SEEDS);
  }

  private static void tell(Result smallest) {
    System.out.printf(
        "%s%nRepeat it by -Dsimulation.first=%d -Dsimulation.seeds=1 -Dsimulation.log=DEBUG, and"
            + " keep it by -Dsimulation.record=true, or by a line in %s%n",
        smallest, smallest.seed(), REGRESSIONS);
  }

  private static void record(Result bad) {
    try {
      Files.writeString(REGRESSIONS, bad.seed() + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void violatesNothingThatItOnceDid() throws IOException {
    List<Long> seeds =
        Files.readAllLines(REGRESSIONS).stream()
            .filter(line -> !line.startsWith("#"))
            .map(Long::valueOf)
            .toList();

    assertThat(seeds)
        .isNotEmpty()
        .allSatisfy(seed -> assertThat(Simulation.run(seed).violations()).isEmpty());
  }

  @Test
  void doesTheSameForTheSameSeed() {
    assertThat(seeds().filter(seed -> seed % EVERY_HUNDREDTH == 0).boxed())
        .allSatisfy(seed -> assertThat(Simulation.run(seed)).isEqualTo(Simulation.run(seed)));
  }

  /** With two versions of the code and what else goes wrong; all of them end nevertheless. */
  @Test
  void blocksRunsAndRepeatsActivities() {
    assertThat(seeds().mapToObj(Simulation::run).anyMatch(result -> result.blocked() > 0)).isTrue();
    assertThat(seeds().mapToObj(Simulation::run).anyMatch(result -> result.repeated() > 0))
        .isTrue();
  }

  @Test
  void doesSomethingElseForAnotherSeed() {
    assertThat(Simulation.run(FIRST).trace()).isNotEqualTo(Simulation.run(FIRST + 1).trace());
  }

  @Test
  void repeatsNoActivityAndFiresInTimeIfNothingGoesWrong() {
    for (long seed = FIRST; seed < FIRST + CALM; seed++) {
      Result result = Simulation.run(Scenario.of(seed).withoutFaults());

      assertThat(result.violations()).isEmpty();
      assertThat(result.repeated()).isZero();
      assertThat(result.lateness()).isLessThan(Duration.ofSeconds(1));
    }
  }
}
