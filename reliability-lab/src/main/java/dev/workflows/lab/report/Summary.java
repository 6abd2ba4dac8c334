package dev.workflows.lab.report;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as people read them. */
public final class Summary {

  private static final String HEAD =
      """
      # Reliability report
      """;

  private Summary() {}

  /** Tells what came of one kind of fault. */
  public static void print(PrintStream out, Row row) {
    out.printf(
        "%s: %d injected, %d runs, %d violations, %d duplicates, takeover p99 %s ms, %d s%n",
        row.fault(),
        row.injected(),
        row.runs(),
        row.violations(),
        row.duplicates(),
        row.takeoverP99Millis(),
        row.seconds());
    row.remarks().forEach(remark -> out.println("  " + remark));
  }

  /** Makes the page; does nothing without a file. */
  public static void write(@Nullable Path file, List<Row> rows) {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(file, HEAD + rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
