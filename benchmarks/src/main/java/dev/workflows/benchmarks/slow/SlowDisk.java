package dev.workflows.benchmarks.slow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A library that is loaded into PostgreSQL before the C library and lets every flush take longer,
 * as on a cloud's disk. It is compiled here, so a C compiler is needed.
 */
public final class SlowDisk {

  private static final String SOURCE =
      """
      #define _GNU_SOURCE
      #include <dlfcn.h>
      #include <time.h>

      static void pause_flush(void) {
        struct timespec rest = {NANOS / 1000000000L, NANOS % 1000000000L};
        while (nanosleep(&rest, &rest) != 0) {
        }
      }

      int fsync(int file) {
        int (*real)(int) = (int (*)(int)) dlsym(RTLD_NEXT, "fsync");
        pause_flush();
        return real(file);
      }

      int fdatasync(int file) {
        int (*real)(int) = (int (*)(int)) dlsym(RTLD_NEXT, "fdatasync");
        pause_flush();
        return real(file);
      }
      """;

  private static final long PATIENCE_SECONDS = 60;

  private final Path folder;
  private final Path library;

  private SlowDisk(Path folder, Path library) {
    this.folder = folder;
    this.library = library;
  }

  /**
   * Compiles the library.
   *
   * @param flush what each flush takes longer
   * @throws IllegalArgumentException with a sentence for the user, if that does not work here
   */
  public static SlowDisk compile(Duration flush) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("slow-disk");
    folder.toFile().deleteOnExit();
    Path source = temporary(folder, "slow-disk.c");
    Path library = temporary(folder, "slow-disk.so");
    Files.writeString(source, SOURCE.replace("NANOS", flush.toNanos() + "L"));
    List<String> compiler =
        List.of(
            "cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), source.toString(), "-ldl");
    try {
      run(new ProcessBuilder(compiler));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--disk=slow needs Linux and a C compiler that is called 'cc': " + e.getMessage(), e);
    }
    return new SlowDisk(folder, library);
  }

  /** Starts a server again as it was started, but with the library. */
  public void restart(String dataDirectory) throws IOException, InterruptedException {
    Path data = Path.of(dataDirectory);
    List<String> command = new ArrayList<>();
    if (ownerIsRoot(data)) {
      // PostgreSQL refuses root; in a user namespace of its own it is nobody
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(
        List.of(
            serverProgram(data).resolveSibling("pg_ctl").toString(),
            "restart",
            "-w",
            "-m",
            "fast",
            "-D",
            data.toString(),
            "-l",
            temporary(folder, "postgres.log").toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    slowDown(builder);
    run(builder);
  }

  void slowDown(ProcessBuilder process) {
    process.environment().put("LD_PRELOAD", library.toString());
  }

  private static Path temporary(Path folder, String name) {
    Path file = folder.resolve(name);
    file.toFile().deleteOnExit();
    return file;
  }

  private static boolean ownerIsRoot(Path data) throws IOException {
    return "root".equals(Files.getOwner(data).getName());
  }

  /** Where the running server's program lies: its first word in {@code postmaster.opts}. */
  private static Path serverProgram(Path data) throws IOException {
    String options = Files.readString(data.resolve("postmaster.opts"));
    return Path.of(options.split(" \"", 2)[0].strip());
  }

  private static void run(ProcessBuilder builder) throws IOException, InterruptedException {
    Path output = Files.createTempFile("slow-disk", ".log");
    output.toFile().deleteOnExit();
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(
          "%s failed: %s".formatted(builder.command().get(0), Files.readString(output)));
    }
  }
}
