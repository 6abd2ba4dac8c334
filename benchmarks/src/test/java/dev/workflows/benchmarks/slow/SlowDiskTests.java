package dev.workflows.benchmarks.slow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SlowDiskTests {

  @TempDir private Path folder;

  /** {@code dd conv=fsync} flushes once, as a commit does. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void letsFlushesTakeLonger() throws Exception {
    assumeTrue(isInstalled("cc") && isInstalled("dd"), "There is no cc or no dd here");
    Path output = folder.resolve("output");
    ProcessBuilder flush =
        new ProcessBuilder("dd", "if=/dev/null", "of=" + output, "conv=fsync")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());

    SlowDisk.compile(Duration.ofMillis(300)).slowDown(flush);

    long begin = System.nanoTime();
    assertThat(flush.start().waitFor()).isZero();
    assertThat(System.nanoTime() - begin).isGreaterThan(Duration.ofMillis(300).toNanos());
  }

  private static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }
}
