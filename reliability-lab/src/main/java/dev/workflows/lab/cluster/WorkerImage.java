package dev.workflows.lab.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How a node is started: the packaged laboratory, unpacked once so that its classes can be shared
 * between the many processes that are started (a class-data archive, JEP 350), which halves the
 * time until a killed node is back.
 */
public final class WorkerImage {

  private static final List<String> FRUGAL =
      List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private final Path jar;
  private final Path archive;

  private WorkerImage(Path jar, Path archive) {
    this.jar = jar;
    this.archive = archive;
  }

  /**
   * Unpacks a packaged laboratory.
   *
   * @param directory for what is made of it
   * @param training settings under which the application starts and ends at once
   */
  public static WorkerImage of(Path packaged, Path directory, Map<String, String> training) {
    Path unpacked = directory.resolve("worker");
    WorkerImage image =
        new WorkerImage(unpacked.resolve(packaged.getFileName()), directory.resolve("worker.jsa"));
    execute(
        List.of(
            java(),
            "-Djarmode=tools",
            "-jar",
            packaged.toString(),
            "extract",
            "--destination",
            unpacked.toString()),
        directory.resolve("extract.log"));
    List<String> train =
        new ArrayList<>(List.of(java(), "-XX:ArchiveClassesAtExit=" + image.archive));
    train.addAll(FRUGAL);
    train.addAll(
        List.of("-Dspring.context.exit=onRefresh", "-jar", image.jar.toString(), "worker"));
    training.forEach((property, value) -> train.add("--%s=%s".formatted(property, value)));
    execute(train, directory.resolve("train.log"));
    return image;
  }

  /** The command that starts a node. */
  List<String> command(Fleet.Design design) {
    List<String> command = new ArrayList<>(design.launcher());
    command.add(java());
    command.addAll(FRUGAL);
    command.add("-Xlog:disable");
    command.add("-Xlog:all=error:stderr");
    if (Files.exists(archive)) {
      command.add("-XX:SharedArchiveFile=" + archive);
    }
    command.addAll(design.jvmOptions());
    command.addAll(List.of("-jar", jar.toString(), "worker"));
    design
        .settings()
        .forEach((property, value) -> command.add("--%s=%s".formatted(property, value)));
    return command;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static void execute(List<String> command, Path log) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException("Failed, see %s: %s".formatted(log, command));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
