package dev.workflows.lab;

import dev.workflows.lab.experiment.Experiment;
import dev.workflows.lab.experiment.Laboratory;
import dev.workflows.lab.fault.Faults;
import dev.workflows.lab.report.JsonLines;
import dev.workflows.lab.report.Row;
import dev.workflows.lab.report.Summary;
import dev.workflows.lab.worker.WorkerApplication;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** Lets faults happen and says what came of it. Its exit code is 1 if anything was violated. */
public final class ReliabilityLab {

  private ReliabilityLab() {}

  /** Runs the faults of the arguments; or, as {@code worker}, a node. */
  public static void main(String... arguments) throws Exception {
    if (arguments.length > 0 && arguments[0].equals("worker")) {
      WorkerApplication.run(Arrays.copyOfRange(arguments, 1, arguments.length));
      return;
    }
    try {
      System.exit(run(CommandLine.parse(arguments)));
    } catch (IllegalArgumentException e) {
      System.err.printf("%s%n%n%s", e.getMessage(), CommandLine.USAGE);
      System.exit(2);
    }
  }

  private static int run(Options options) throws Exception {
    List<Experiment> experiments = options.faults().stream().map(Faults::of).toList();
    List<Row> rows = experiments.isEmpty() ? List.of() : run(options, experiments);
    Summary.write(options.report(), JsonLines.read(options.json()), Faults.titles());
    return rows.stream().allMatch(row -> row.violations() == 0) ? 0 : 1;
  }

  private static List<Row> run(Options options, List<Experiment> experiments) throws Exception {
    Path directory = Files.createTempDirectory("reliability-lab");
    System.out.printf(
        "Seed %d; logs and data are in %s, and stay there if a rule does not hold%n",
        options.seed(), directory);
    List<Row> rows = new ArrayList<>();
    try (Laboratory laboratory = new Laboratory(options.jar(), directory, options.seed())) {
      for (Experiment experiment : experiments) {
        System.out.printf(
            "%s %s, %d times ...%n", experiment.id(), experiment.title(), options.count());
        Row row = experiment.run(laboratory, options.count());
        rows.add(row);
        Summary.print(System.out, row);
        JsonLines.append(options.json(), row);
      }
    }
    if (rows.stream().allMatch(row -> row.violations() == 0)) {
      FileSystemUtils.deleteRecursively(directory);
    }
    return rows;
  }

  /** Where this class was loaded from: the packaged laboratory. */
  static Path ownJar() {
    try {
      String source =
          ReliabilityLab.class
              .getProtectionDomain()
              .getCodeSource()
              .getLocation()
              .toURI()
              .toString();
      return Path.of(source.replaceFirst("^jar:(nested:|file:)?", "").replaceFirst("/?!.*$", ""));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
