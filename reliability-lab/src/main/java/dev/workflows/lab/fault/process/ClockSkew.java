package dev.workflows.lab.fault.process;

import dev.workflows.lab.experiment.Experiment;
import dev.workflows.lab.experiment.FleetExperiment;
import dev.workflows.lab.experiment.Laboratory;
import dev.workflows.lab.experiment.NotRun;
import dev.workflows.lab.report.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Nodes whose clocks are wrong, if the library that makes them so is on this machine. */
public final class ClockSkew implements Experiment {

  private static final Path LIBRARIES = Path.of("/usr/lib");
  private static final String LIBRARY = "libfaketimeMT.so.1";

  @Override
  public String id() {
    return WrongClocks.ID;
  }

  @Override
  public String title() {
    return WrongClocks.TITLE;
  }

  @Override
  public Row run(Laboratory laboratory, int count) throws InterruptedException {
    Optional<Path> library = library();
    if (library.isEmpty()) {
      return NotRun.row(
          this, laboratory, count, "there is no %s; install faketime".formatted(LIBRARY));
    }
    return new FleetExperiment(new WrongClocks(library.get())).run(laboratory, count);
  }

  private static Optional<Path> library() {
    if (!Files.isDirectory(LIBRARIES)) {
      return Optional.empty();
    }
    try (Stream<Path> files =
        Files.find(LIBRARIES, 3, (path, attributes) -> path.endsWith(LIBRARY))) {
      return files.findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
