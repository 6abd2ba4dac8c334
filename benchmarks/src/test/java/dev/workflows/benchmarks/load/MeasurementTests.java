package dev.workflows.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Workload;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementTests {

  private static final Case CASE = new Case(Workload.SEQUENTIAL, 5, 8, 0);

  @Test
  void roundsToFourDigits() {
    Measurement measured =
        new Measurement("ours", CASE, Map.of(Figure.PER_SECOND, 12345.6, Figure.P50, 0.0123456));

    assertThat(measured.perSecond()).isEqualTo(12350);
    assertThat(measured.figures()).containsEntry(Figure.P50, 0.01235);
  }

  @Test
  void namesFiguresInTheOrderOfTheReport() {
    Measurement measured =
        new Measurement("ours", CASE, Map.of(Figure.COMMITS, 2.0, Figure.PER_SECOND, 1.0));

    assertThat(measured.toJson().keySet())
        .containsExactly(
            "engine",
            "java",
            "workload",
            "activities",
            "clients",
            "size",
            "nodes",
            "closed",
            "perSecond",
            "commitsPerRun");
  }

  @Test
  void tellsWhatEachRunCost() {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);

    Meter.tell(
        figures,
        Map.of(Figure.COMMITS, 10L, Figure.WAL, 100L),
        Map.of(Figure.COMMITS, 30L, Figure.WAL, 100L),
        8);

    assertThat(figures).containsOnly(Map.entry(Figure.COMMITS, 2.5), Map.entry(Figure.WAL, 0.0));
  }

  @Test
  void seesWhatIsAllocated() {
    long before = Allocation.bytes().orElseThrow();
    byte[] kept = new byte[10_000_000];
    long after = Allocation.bytes().orElseThrow();

    assertThat(after - before).isGreaterThanOrEqualTo(kept.length);
  }
}
