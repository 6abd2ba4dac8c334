package dev.workflows.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How a shop is started as a process: packaged, as it is shipped, or unpacked and with an archive
 * of its classes (JEP 350), which is quicker where many are started. The archive is made once.
 */
final class ShopImage {

  private static final List<String> FRUGAL =
      List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
  private static final Path FOLDER = Path.of("target", "shop-image");
  private static final Path ARCHIVE = FOLDER.resolve("shop.jsa");

  private ShopImage() {}

  /** The beginning of a command that starts the packaged shop. */
  static List<String> packaged() {
    return command(List.of(), jar());
  }

  /** The beginning of a command that starts the unpacked shop. */
  static List<String> unpacked() {
    return command(List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-Xshare:auto"), Unpacked.JAR);
  }

  private static List<String> command(List<String> options, Path jar) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FRUGAL);
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  private static Path jar() {
    Path jar = Path.of(System.getProperty("sample.jar", "target/sample-app-0.1.0-SNAPSHOT.jar"));
    if (!Files.exists(jar)) {
      throw new IllegalStateException("There is no " + jar + ": run mvn package first");
    }
    return jar;
  }

  private static final class Unpacked {

    static final Path JAR = make();

    private static Path make() {
      Path unpacked = FOLDER.resolve("shop").resolve(jar().getFileName());
      List<String> extract = command(List.of("-Djarmode=tools"), jar());
      extract.addAll(
          List.of("extract", "--force", "--destination", unpacked.getParent().toString()));
      execute("extract", extract);
      List<String> train =
          command(
              List.of("-XX:ArchiveClassesAtExit=" + ARCHIVE, "-Dspring.context.exit=onRefresh"),
              unpacked);
      train.addAll(List.of("--server.port=0", "--spring.datasource.url=jdbc:h2:mem:training"));
      execute("train", train);
      return unpacked;
    }

    private static void execute(String name, List<String> command) {
      try {
        Path log = Files.createDirectories(FOLDER).resolve(name + ".log");
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
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
}
