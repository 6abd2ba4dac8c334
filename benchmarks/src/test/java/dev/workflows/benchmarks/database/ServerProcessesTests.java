package dev.workflows.benchmarks.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessesTests {

  @TempDir private Path proc;

  @Test
  void addsUpPostmasterChildrenAndThoseThatHaveEnded() throws IOException {
    process(10, "postgres", 1, "1 2 30 40");
    process(11, "postgres", 10, "100 200 5000 5000");
    process(12, "postgres", 10, "1000 2000 0 0");
    process(13, "java", 1, "70000 80000 0 0");

    assertThat(ServerProcesses.of(proc, 11).cpuMicros()).hasValue(3_373 * 10_000L);
  }

  @Test
  void seesNothingWhereThereIsNoSuchProcess() throws IOException {
    process(13, "java", 1, "70000 80000 0 0");

    assertThat(ServerProcesses.of(proc, 11).cpuMicros()).isEmpty();
    assertThat(ServerProcesses.of(proc, 13).cpuMicros()).isEmpty();
  }

  @Test
  void readsCommandsWithParenthesesAndSpaces() {
    ProcessStat stat = ProcessStat.parse(line(7, "a (b) c", 5, "1 2 3 4"));

    assertThat(stat).isEqualTo(new ProcessStat("a (b) c", 5, 3, 7));
  }

  @Test
  void takesUrlsApart() {
    ServerUrl url = ServerUrl.parse("jdbc:postgresql://db.example:6543/app?user=a&password=b");

    assertThat(url.of("other").at("localhost", 1))
        .hasToString("jdbc:postgresql://localhost:1/other?user=a&password=b");
    assertThat(ServerUrl.parse("jdbc:postgresql://h/d"))
        .isEqualTo(new ServerUrl("h", 5432, "d", ""));
    assertThatThrownBy(() -> ServerUrl.parse("jdbc:h2:mem:x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void process(long pid, String command, long parent, String times) throws IOException {
    Path folder = Files.createDirectory(proc.resolve(Long.toString(pid)));
    Files.writeString(folder.resolve("stat"), line(pid, command, parent, times));
  }

  /** The fields that matter among the others, as the kernel writes them. */
  private static String line(long pid, String command, long parent, String times) {
    return "%d (%s) S %d 1 1 0 -1 4194560 1 0 0 0 %s 20 0 1 0 99\n"
        .formatted(pid, command, parent, times);
  }
}
