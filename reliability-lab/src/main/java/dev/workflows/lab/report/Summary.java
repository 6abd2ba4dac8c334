package dev.workflows.lab.report;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows as people read them: a line each while they are run, and a page. */
public final class Summary {

  private static final String HEAD =
      """
      # Reliability report

      What the engine suffered in `reliability-lab`, and what came of it. Nodes of a test application, three unless a row says otherwise, run as processes of their own on one PostgreSQL, as durable as in production (H2 where a row says so). Clients start workflows, send signals and updates, cancel and terminate at any node, and ask again if they get no answer. Clients and activities write down what they ask, are told and do on a second server that nothing disturbs. When the faults are over, every run must have ended, and all that was recorded is compared with what was written down: a violation is a rule that does not hold, for whatever number of rows.

      - *injected*: how often the fault happened. A freeze counts only if the database refused a write of the frozen node, a lost answer only if it left a node not knowing whether a start, a turn, a message or a transaction was written. A fault that came less often than it was asked for is a violation.
      - *duplicates*: executions of activities beyond the first of each call, those not counted that failed on purpose. Ordinary activities run at least once; effects of transactional activities were there exactly once, or it would be a violation.
      - *takeover*: from the moment a node is gone to the commit by which another one has its runs, 99th percentile. The lease was 3 s, the poll 500 ms: the bound is 4000 ms where a living node may judge the dead one. If all nodes die or the database does, it includes their return.
      - *timers*: from a timer's due time to the commit of its firing, 99th percentile.

      | fault | injected | runs | violations | duplicates | takeover p99 | timers p99 |
      |---|--:|--:|--:|--:|--:|--:|
      """;

  private Summary() {}

  /** Tells what came of one kind of fault. */
  public static void print(PrintStream out, Row row) {
    out.printf(
        "%s: %d injected, %d runs, %d violations, %d duplicates, takeover p99 %s, %d s%n",
        row.fault(),
        row.injected(),
        row.runs(),
        row.violations(),
        row.duplicates(),
        millis(row.takeoverP99Millis()),
        row.seconds());
    row.remarks().forEach(remark -> out.println("  " + remark));
  }

  /**
   * Makes the page; does nothing without a file.
   *
   * @param titles what goes wrong, by the fault's number, in the order of the page
   */
  public static void write(@Nullable Path file, List<Row> rows, Map<String, String> titles) {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(file, page(rows, titles));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String page(List<Row> rows, Map<String, String> titles) {
    Map<String, List<Row>> byFault = new LinkedHashMap<>();
    titles.keySet().forEach(fault -> byFault.put(fault, of(fault, rows)));
    byFault.values().removeIf(List::isEmpty);
    StringBuilder page = new StringBuilder(HEAD);
    byFault.forEach((fault, of) -> page.append(line(fault, titles.get(fault), of)));
    page.append("\n## What else was seen\n\n");
    byFault.forEach((fault, of) -> page.append(remarks(fault, titles.get(fault), of)));
    return page.append(again(rows)).toString();
  }

  private static List<Row> of(String fault, List<Row> rows) {
    return rows.stream().filter(row -> row.fault().equals(fault)).toList();
  }

  private static String line(String fault, @Nullable String title, List<Row> rows) {
    return "| %s %s | %d | %d | %d | %d | %s | %s |%n"
        .formatted(
            fault,
            title,
            sum(rows, Row::injected),
            sum(rows, Row::runs),
            sum(rows, Row::violations),
            sum(rows, Row::duplicates),
            millis(
                rows.stream()
                    .map(Row::takeoverP99Millis)
                    .filter(Objects::nonNull)
                    .max(Long::compare)
                    .orElse(null)),
            millis(
                rows.stream()
                    .map(Row::timerP99Millis)
                    .filter(Objects::nonNull)
                    .max(Long::compare)
                    .orElse(null)));
  }

  private static long sum(List<Row> rows, ToLongFunction<Row> figure) {
    return rows.stream().mapToLong(figure).sum();
  }

  private static String millis(@Nullable Long millis) {
    return millis == null ? "–" : millis + " ms";
  }

  private static String remarks(String fault, @Nullable String title, List<Row> rows) {
    StringBuilder text = new StringBuilder("**%s, %s.**".formatted(fault, title));
    for (Row row : rows) {
      text.append(
          " %d s on %s, Java %s, seed %d: %s."
              .formatted(
                  row.seconds(),
                  row.database(),
                  row.java(),
                  row.seed(),
                  String.join("; ", row.remarks())));
    }
    return text.append("\n\n").toString();
  }

  private static String again(List<Row> rows) {
    String commands =
        rows.stream()
            .map(
                row ->
                    "java -jar reliability-lab/target/reliability-lab.jar --faults=%s --count=%d --seed=%d --json=report.json"
                        .formatted(row.fault(), row.count(), row.seed()))
            .collect(Collectors.joining("\n"));
    return """
        ## How to run it again

        A seed repeats what was left to chance — who is killed, when, and what clients ask for — but not the moments at which processes meet.

        ```
        mvn -q -pl reliability-lab -am -DskipTests package
        %s
        ```

        Each line of `report.json` is one row; `--report=FILE` makes this page of all lines of `--json`.
        """
        .formatted(commands);
  }
}
