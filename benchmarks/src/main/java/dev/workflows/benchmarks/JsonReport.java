package dev.workflows.benchmarks;

import dev.workflows.benchmarks.load.Measurement;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One JSON object a line, written as soon as it is known. */
final class JsonReport implements AutoCloseable {

  private static final JsonMapper MAPPER = new JsonMapper();

  private final @Nullable Writer file;

  /** A report into a new file; into none if it is {@code null}. */
  JsonReport(@Nullable Path path) throws IOException {
    this.file = path == null ? null : Files.newBufferedWriter(path);
  }

  /** Engines that have no such workload are left out. */
  void add(List<Measurement> engines) throws IOException {
    if (file != null) {
      for (Measurement measured : engines) {
        if (!measured.figures().isEmpty()) {
          file.write(MAPPER.writeValueAsString(measured.toJson()) + "\n");
        }
      }
      file.flush();
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
