package dev.workflows.benchmarks;

import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Workload;
import dev.workflows.benchmarks.load.Figure;
import dev.workflows.benchmarks.load.Measurement;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table for each workload, which grows while it is measured; ratios are to the engine that was
 * named first.
 */
final class MarkdownReport {

  private static final String ABSENT = "-";
  private static final Set<String> LEFT = Set.of("engine", "phase");

  private final PrintStream out;
  private @Nullable Workload current;
  private List<Figure> columns = List.of();
  private boolean showsNodes;
  private boolean showsClosed;
  private boolean showsPhase;

  MarkdownReport(PrintStream out) {
    this.out = out;
  }

  /** Says what is measured on what. */
  void begin(List<String> machine, Options options) {
    showsNodes = !options.nodes().equals(List.of(1));
    showsClosed = !options.closed().equals(List.of(0));
    machine.forEach(line -> out.println("- " + line));
    out.printf(
        "- engines %s, fibers %s; median of %d round(s) of %d s, %d s of warm-up%n",
        String.join(", ", options.engines()),
        options.fibers().areVirtual() ? "virtual" : "platform",
        options.rounds(),
        options.round().toSeconds(),
        options.warmUp().toSeconds());
    out.flush();
  }

  void add(List<Measurement> engines) {
    Case measured = engines.get(0).measured();
    if (measured.workload() != current) {
      current = measured.workload();
      columns = columns(engines);
      showsPhase = engines.stream().anyMatch(m -> !m.phase().isEmpty());
      head();
    }
    double first = engines.get(0).perSecond();
    engines.forEach(next -> out.println(row(next, next.perSecond() / first)));
    out.flush();
  }

  private static List<Figure> columns(List<Measurement> engines) {
    return Arrays.stream(Figure.values())
        .filter(figure -> engines.stream().anyMatch(m -> m.figures().containsKey(figure)))
        .toList();
  }

  private void head() {
    List<String> names = new ArrayList<>(List.of("workload", "activities", "clients", "size"));
    if (showsNodes) {
      names.add("nodes");
    }
    if (showsClosed) {
      names.add("closed");
    }
    names.add("engine");
    if (showsPhase) {
      names.add("phase");
    }
    names.add("ratio");
    columns.forEach(figure -> names.add(figure.heading()));
    out.println();
    out.println(line(names.stream()));
    out.println(line(names.stream().map(name -> LEFT.contains(name) ? "---" : "--:")));
  }

  private String row(Measurement measurement, double ratio) {
    Case measured = measurement.measured();
    List<String> cells = new ArrayList<>(describe(measured));
    cells.add(measurement.engine());
    if (showsPhase) {
      cells.add(measurement.phase().isEmpty() ? ABSENT : measurement.phase());
    }
    cells.add(number(ratio, 2));
    Map<Figure, Double> figures = measurement.figures();
    columns.forEach(figure -> cells.add(number(figures.get(figure), figure.decimals())));
    return line(cells.stream());
  }

  private List<String> describe(Case measured) {
    List<String> cells = new ArrayList<>();
    cells.add(measured.workload().label());
    cells.add(Integer.toString(measured.activities()));
    cells.add(Integer.toString(measured.clients()));
    cells.add(Integer.toString(measured.size()));
    if (showsNodes) {
      cells.add(Integer.toString(measured.nodes()));
    }
    if (showsClosed) {
      cells.add(Integer.toString(measured.closed()));
    }
    return cells;
  }

  private static String line(Stream<String> cells) {
    return cells.collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String number(@Nullable Double value, int decimals) {
    return value == null || !Double.isFinite(value)
        ? ABSENT
        : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
