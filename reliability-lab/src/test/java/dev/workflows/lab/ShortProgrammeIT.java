package dev.workflows.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.lab.experiment.Laboratory;
import dev.workflows.lab.fault.Faults;
import dev.workflows.lab.report.Row;
import dev.workflows.lab.report.Summary;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A few of each of the worst; {@code -Dlab.seed} repeats what was left to chance. */
@Timeout(300)
class ShortProgrammeIT {

  private static final long SEED = Long.getLong("lab.seed", System.nanoTime());

  private static Laboratory laboratory;

  @BeforeAll
  static void open(@TempDir Path directory) {
    System.out.println("lab.seed=" + SEED);
    laboratory =
        new Laboratory(
            Path.of(System.getProperty("lab.jar", "target/reliability-lab.jar")), directory, SEED);
  }

  @AfterAll
  static void close() {
    laboratory.close();
  }

  /** What goes wrong and how often, as {@code F0:80,F1:1}. */
  static Stream<Arguments> faults() {
    return Stream.of(System.getProperty("lab.faults", "F0:80").split(","))
        .map(fault -> fault.split(":"))
        .map(fault -> Arguments.of(fault[0], Integer.valueOf(fault[1])));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void violatesNothing(String fault, int count) throws InterruptedException {
    Row row = Faults.of(fault).run(laboratory, count);

    Summary.print(System.out, row);
    assertThat(row.violations()).as("%s", row.remarks()).isZero();
    assertThat(row.injected()).isEqualTo(fault.equals("F0") ? 0 : count);
    assertThat(row.runs()).isPositive();
    if (fault.equals("F0")) {
      assertThat(row.duplicates()).isZero();
    }
  }
}
