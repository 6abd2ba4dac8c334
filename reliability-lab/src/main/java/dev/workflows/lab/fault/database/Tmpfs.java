package dev.workflows.lab.fault.database;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small file system in memory, which can be filled. Needs the rights of root. */
final class Tmpfs implements AutoCloseable {

  private static final int CHUNK = 4_096;

  private final Path directory;

  private Tmpfs(Path directory) {
    this.directory = directory;
  }

  /**
   * Mounts one.
   *
   * @throws IOException if that is not possible here
   */
  static Tmpfs mount(Path directory, String size) throws IOException, InterruptedException {
    execute(List.of("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", directory.toString()));
    return new Tmpfs(directory);
  }

  private static void execute(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
  }

  Path directory() {
    return directory;
  }

  private Path filler() {
    return directory.resolve("filler");
  }

  /** Takes all space that is left. */
  void fill() {
    try (OutputStream filler = Files.newOutputStream(filler())) {
      byte[] chunk = new byte[CHUNK];
      while (true) {
        filler.write(chunk);
      }
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("No space left")) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Gives the space back. */
  void free() {
    try {
      Files.deleteIfExists(filler());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    execute(List.of("umount", "-l", directory.toString()));
  }
}
