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
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The whole way from arguments to reports, as short as can be. Nothing here measures a time. */
@Execution(ExecutionMode.CONCURRENT)
class SmokeTests {

  private static final JsonMapper MAPPER = new JsonMapper();

  @TempDir private Path folder;

  @Test
  void measuresOurEngine() throws Exception {
    Path json = folder.resolve("figures.json");
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    Benchmarks.run(
        CommandLine.parse(
            "--workload=sequential,backlog,queued,describe,replay,fan-out,children,branches,signal-loop",
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
        .containsExactly(
            "sequential",
            "backlog",
            "queued",
            "describe",
            "replay",
            "fan-out",
            "children",
            "branches",
            "signal-loop");
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
    assertThat(measured.get(4)).containsKeys("eventsPerSecond", "firstSeconds");
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

  @Test
  void measuresSeveralOfOurNodes() throws Exception {
    Path json = folder.resolve("figures.json");
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    Benchmarks.run(
        CommandLine.parse(
            "--workload=sequential,signal,backlog",
            "--activities=1",
            "--clients=3",
            "--nodes=2",
            "--size=200",
            "--rounds=1",
            "--seconds=1",
            "--warmup=0",
            "--json=" + json),
        new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(out.toString(StandardCharsets.UTF_8)).contains("| signal | 1 | 3 | 0 | 2 | ours |");
    assertThat(Files.readAllLines(json).stream().map(this::read))
        .hasSize(3)
        .allSatisfy(figures -> assertThat(figures).containsEntry("nodes", 2));
  }

  @Test
  void measuresOurEngineOnFilledTables() throws Exception {
    Path json = folder.resolve("figures.json");
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    Benchmarks.run(
        CommandLine.parse(
            "--activities=1",
            "--clients=2",
            "--closed=0,1000",
            "--rounds=2",
            "--seconds=1",
            "--warmup=0",
            "--json=" + json),
        new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("| sequential | 1 | 2 | 0 | 1000 | ours |");
    assertThat(Files.readAllLines(json).stream().map(this::read))
        .extracting(figures -> figures.get("closed"))
        .containsExactly(0, 1_000);
  }

  @Test
  void tellsOfEveryPhaseOfAnOldSnapshot() throws Exception {
    Path json = folder.resolve("figures.json");
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    Benchmarks.run(
        CommandLine.parse(
            "--workload=old-snapshot",
            "--clients=2",
            "--size=40",
            "--phase-seconds=1",
            "--warmup=0",
            "--json=" + json),
        new PrintStream(out, true, StandardCharsets.UTF_8));

    List<Map<String, Object>> measured = Files.readAllLines(json).stream().map(this::read).toList();
    assertThat(measured)
        .extracting(figures -> figures.get("phase"))
        .containsExactly("before", "during", "after");
    assertThat(measured)
        .allSatisfy(
            figures -> {
              assertThat((Double) figures.get("claimP50Millis")).isPositive();
              assertThat((Double) figures.get("napsPerSecond")).isPositive();
              assertThat((Double) figures.get("runIndexMegabytes")).isPositive();
            });
    assertThat((Double) measured.get(1).get("runDeadTuples")).isGreaterThan(80);
  }

  @Test
  void countsWhatIdleNodesDo() throws Exception {
    Path json = folder.resolve("figures.json");
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    Benchmarks.run(
        CommandLine.parse(
            "--workload=idle",
            "--engines=ours,rows",
            "--nodes=2",
            "--rounds=1",
            "--seconds=2",
            "--warmup=0",
            "--json=" + json),
        new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("| idle | 0 | 0 | 0 | 2 | rows | - |");
    Map<String, Object> ours = read(Files.readString(json));
    assertThat((Double) ours.get("statementsPerSecond")).isPositive();
    assertThat(ours).containsKeys("statementsPerSecondAndNode", "commitsPerSecond");
  }

  private Map<String, Object> read(String line) {
    return MAPPER.readValue(line, new TypeReference<>() {});
  }
}
