package dev.workflows.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Workload;
import dev.workflows.benchmarks.load.Figure;
import dev.workflows.benchmarks.load.Measurement;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkdownReportTests {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final MarkdownReport report =
      new MarkdownReport(new PrintStream(bytes, true, StandardCharsets.UTF_8));

  @Test
  void showsRatiosToTheFirstAndDashesForWhatThereIsNot() {
    Case measured = new Case(Workload.BACKLOG, 1, 8, 100);

    report.add(
        List.of(
            new Measurement("a", measured, Map.of(Figure.PER_SECOND, 200.0, Figure.LOST, 0.0)),
            new Measurement("b", measured, Map.of(Figure.PER_SECOND, 50.0)),
            new Measurement("c", measured, Map.of())));

    assertThat(lines())
        .containsExactly(
            "",
            "| workload | activities | clients | size | engine | ratio | per second | lost |",
            "| --: | --: | --: | --: | --- | --: | --: | --: |",
            "| backlog | 1 | 8 | 100 | a | 1.00 | 200 | 0 |",
            "| backlog | 1 | 8 | 100 | b | 0.25 | 50 | - |",
            "| backlog | 1 | 8 | 100 | c | - | - | - |");
  }

  @Test
  void beginsATableForEachWorkload() {
    for (Workload workload : List.of(Workload.LIST, Workload.LIST, Workload.DESCRIBE)) {
      Case measured = new Case(workload, 0, 1, 10);
      report.add(List.of(new Measurement("a", measured, Map.of(Figure.PER_SECOND, 1.0))));
    }

    assertThat(lines()).filteredOn(line -> line.startsWith("| workload")).hasSize(2);
  }

  @Test
  void showsPhasesBelowEachOtherWithRatiosToTheFirst() {
    Case measured = new Case(Workload.OLD_SNAPSHOT, 1, 8, 100);

    report.add(
        List.of(
            new Measurement("a", measured, "before", Map.of(Figure.PER_SECOND, 200.0)),
            new Measurement("a", measured, "during", Map.of(Figure.PER_SECOND, 100.0)),
            new Measurement("b", measured, Map.of())));

    assertThat(lines())
        .containsExactly(
            "",
            "| workload | activities | clients | size | engine | phase | ratio | per second |",
            "| --: | --: | --: | --: | --- | --- | --: | --: |",
            "| old-snapshot | 1 | 8 | 100 | a | before | 1.00 | 200 |",
            "| old-snapshot | 1 | 8 | 100 | a | during | 0.50 | 100 |",
            "| old-snapshot | 1 | 8 | 100 | b | - | - | - |");
  }

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
