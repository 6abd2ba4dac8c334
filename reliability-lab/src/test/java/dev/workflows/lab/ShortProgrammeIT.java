package dev.workflows.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.lab.InTurn.Turn;
import dev.workflows.lab.experiment.FleetExperiment;
import dev.workflows.lab.experiment.Laboratory;
import dev.workflows.lab.fault.Faults;
import dev.workflows.lab.fault.database.CutConnections;
import dev.workflows.lab.fault.database.KillDatabase;
import dev.workflows.lab.fault.database.LostAnswers;
import dev.workflows.lab.fault.process.Freeze;
import dev.workflows.lab.fault.process.KillOne;
import dev.workflows.lab.report.Row;
import dev.workflows.lab.report.Summary;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A few of each of the worst; {@code -Dlab.seed} repeats what was left to chance. */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShortProgrammeIT {

  private static final long SEED = Long.getLong("lab.seed", System.nanoTime());

  private static final int RUNS = 150;

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

  /** Last, since timers are to be on time: the laboratory itself is warm by then. */
  @Test
  @Order(2)
  void violatesNothingAndRepeatsNothingIfNothingGoesWrong() throws InterruptedException {
    Row row = Faults.of("F0").run(laboratory, RUNS);

    assertViolatesNothing(row, 0);
    assertThat(row.duplicates()).isZero();
  }

  /** On one fleet, as its nodes take longest to start. The bound of takeovers comes first. */
  @Test
  @Order(1)
  void violatesNothingWhateverGoesWrong() throws InterruptedException {
    InTurn faults =
        InTurn.of(
            new Turn(new KillOne(), 1),
            new Turn(new Freeze(), 1),
            new Turn(new CutConnections(), 3),
            new Turn(new LostAnswers(), 4),
            new Turn(new KillDatabase(), 1));

    assertViolatesNothing(
        new FleetExperiment(faults).run(laboratory, faults.count()), faults.count());
  }

  private static void assertViolatesNothing(Row row, int injected) {
    Summary.print(System.out, row);
    assertThat(row.violations()).as("%s", row.remarks()).isZero();
    assertThat(row.injected()).isEqualTo(injected);
    assertThat(row.runs()).isPositive();
  }
}
