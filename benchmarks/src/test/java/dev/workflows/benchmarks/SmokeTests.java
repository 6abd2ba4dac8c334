package dev.workflows.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The whole way from arguments to reports, as short as can be. */
class SmokeTests {

  private static final JsonMapper MAPPER = new JsonMapper();

  @TempDir private Path folder;

  @Test
  void measuresOurEngine() throws Exception {
    Path json = folder.resolve("figures.json");
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    Benchmarks.run(
        CommandLine.parse(
            "--workload=sequential,backlog,describe,replay",
            "--activities=1",
            "--clients=2",
            "--size=200",
            "--rounds=1",
            "--seconds=1",
            "--warmup=0",
            "--json=" + json),
        new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(out.toString(StandardCharsets.UTF_8)).contains("| sequential | 1 | 2 | 0 | ours |");
    List<Map<String, Object>> measured = Files.readAllLines(json).stream().map(this::read).toList();
    assertThat(measured)
        .extracting(figures -> figures.get("workload"))
        .containsExactly("sequential", "backlog", "describe", "replay");
    assertThat(measured.get(0))
        .containsKeys(
            "engine",
            "java",
            "activities",
            "clients",
            "perSecond",
            "p50Millis",
            "p99Millis",
            "eventsPerSecond",
            "eventsPerCommit",
            "commitsPerRun",
            "walBytesPerRun",
            "statementsPerRun",
            "allocatedBytesPerRun",
            "clientCpuMicrosPerRun");
    assertThat(measured.get(1)).containsEntry("lost", 0.0);
    assertThat(measured.get(3)).containsKeys("eventsPerSecond", "firstSeconds");
  }

  @Test
  void measuresLimitsAndOurEngineOnH2() throws Exception {
    Path json = folder.resolve("limits.json");

    Benchmarks.run(
        CommandLine.parse(
            "--engines=unnest,ours-h2,ours-h2-single",
            "--activities=1",
            "--clients=4",
            "--rounds=1",
            "--seconds=1",
            "--warmup=0",
            "--batch=20",
            "--json=" + json),
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    List<Map<String, Object>> measured = Files.readAllLines(json).stream().map(this::read).toList();
    assertThat(measured)
        .extracting(figures -> figures.get("engine"))
        .containsExactly("unnest", "ours-h2", "ours-h2-single");
    assertThat(measured.get(0))
        .containsEntry("eventsPerCommit", 20.0)
        .containsKey("walBytesPerRun");
    assertThat(measured.get(1)).doesNotContainKey("walBytesPerRun");
    assertThat(measured.get(2)).containsEntry("eventsPerCommit", 2.0);
  }

  private Map<String, Object> read(String line) {
    return MAPPER.readValue(line, new TypeReference<>() {});
  }
}
