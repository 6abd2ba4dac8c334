package dev.workflows.test.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Nothing is lost and nothing happens twice, whatever goes wrong. */
@Timeout(600)
class SimulationTests {

  private static final long FIRST = Long.getLong("simulation.first", 0);
  private static final int SEEDS = Integer.getInteger("simulation.seeds", 2_000);
  private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.workflows");
  private static final Level BEFORE = LOG.getLevel();

  /** Nodes of a simulation lose their leases all the time. */
  @BeforeAll
  static void beQuiet() {
    LOG.setLevel(Level.valueOf(System.getProperty("simulation.log", "OFF")));
  }

  @AfterAll
  static void beAsBefore() {
    LOG.setLevel(BEFORE);
  }

  @Test
  void violatesNothingWhateverGoesWrong() {
    long begin = System.nanoTime();
    List<Simulation.Result> bad =
        LongStream.range(FIRST, FIRST + SEEDS)
            .parallel()
            .mapToObj(Simulation::run)
            .filter(result -> !result.isGood())
            .toList();
    System.out.printf(
        "%d seeds in %d ms, %d bad%n", SEEDS, (System.nanoTime() - begin) / 1_000_000, bad.size());
    bad.stream().limit(3).forEach(System.out::println);
    assertThat(bad).extracting(Simulation.Result::seed).isEmpty();
  }

  @Test
  void doesTheSameForTheSameSeed() {
    for (long seed = FIRST; seed < FIRST + 20; seed++) {
      assertThat(Simulation.run(seed)).isEqualTo(Simulation.run(seed));
    }
  }

  @Test
  void repeatsNoActivityIfNothingGoesWrong() {
    for (long seed = FIRST; seed < FIRST + 20; seed++) {
      Simulation.Result result = Simulation.run(seed, List.of());
      assertThat(result.violations()).isEmpty();
      assertThat(result.repeated()).isZero();
    }
  }
}
