package dev.workflows.benchmarks;

import dev.workflows.benchmarks.load.Measurement;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** A table that grows while it is measured; ratios are to the engine that was named first. */
final class MarkdownReport {

  private static final String HEAD =
      """

      | workload | activities | clients | engine | workflows/s | ratio | p50 ms | p99 ms \
      | commits | WAL bytes | statements |
      |---|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|\
      """;

  private final PrintStream out;

  MarkdownReport(PrintStream out) {
    this.out = out;
  }

  void begin(String database, Options options) {
    out.printf(
        "Java %s, %d processors, fibers %s, %s; median of %d round(s) of %d s.%n",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        options.fibers().areVirtual() ? "virtual" : "platform",
        database,
        options.rounds(),
        options.round().toSeconds());
    out.println(HEAD);
  }

  void add(List<Measurement> engines) {
    double first = engines.get(0).perSecond();
    engines.forEach(measured -> out.println(row(measured, measured.perSecond() / first)));
    out.flush();
  }

  private static String row(Measurement m, double ratio) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %s | %.0f | %.2f | %.2f | %.2f | %.2f | %.0f | %.2f |",
        m.workload(),
        m.activities(),
        m.clients(),
        m.engine(),
        m.perSecond(),
        ratio,
        m.p50Millis(),
        m.p99Millis(),
        m.commitsPerRun(),
        m.walBytesPerRun(),
        m.statementsPerRun());
  }
}
