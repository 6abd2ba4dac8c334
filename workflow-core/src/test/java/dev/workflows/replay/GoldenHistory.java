package dev.workflows.replay;

import dev.workflows.history.EventFields;
import dev.workflows.history.RecordedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A recorded history as a text file: one event a line, its columns as the tables have them, then
 * what is to be known after it. The README beside the files tells the format.
 */
record GoldenHistory(Path file, List<RecordedEvent> events, List<String> outcome) {

  private static final String SEPARATOR = " | ";
  private static final String ABSENT = "-";

  /** All files of all formats. */
  static List<GoldenHistory> all(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".history"))
          .sorted()
          .map(GoldenHistory::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GoldenHistory read(Path file) {
    List<RecordedEvent> events = new ArrayList<>();
    List<String> outcome = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith("= ")) {
          outcome.add(line.substring(2));
        } else if (!line.isBlank() && !line.startsWith("#")) {
          events.add(event(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new GoldenHistory(file, events, outcome);
  }

  private static RecordedEvent event(String line) {
    List<String> columns = Arrays.asList(line.split(" \\| ", 9));
    String refSeq = value(columns, 6);
    EventFields fields =
        new EventFields(
            columns.get(4),
            value(columns, 5),
            refSeq == null ? null : Long.valueOf(refSeq),
            value(columns, 7),
            value(columns, 8));
    String node = value(columns, 3);
    return new RecordedEvent(
        Long.parseLong(columns.get(0)),
        fields.toEvent(),
        Long.parseLong(columns.get(2)),
        node == null ? null : UUID.fromString(node),
        Instant.parse(columns.get(1)));
  }

  private static @Nullable String value(List<String> columns, int index) {
    String text = columns.get(index).strip();
    return text.equals(ABSENT) ? null : text;
  }

  /** The line of an event. */
  static String line(RecordedEvent event) {
    EventFields fields = EventFields.of(event.event());
    return Stream.of(
            event.seq(),
            event.recordedAt(),
            event.fence(),
            event.node(),
            fields.type(),
            fields.name(),
            fields.refSeq(),
            fields.detail(),
            fields.payload())
        .map(value -> value == null ? ABSENT : value.toString())
        .reduce((left, right) -> left + SEPARATOR + right)
        .orElseThrow();
  }

  /** How many events there are after each of its turns. */
  List<Integer> turns() {
    List<Integer> ends = new ArrayList<>();
    for (int i = 1; i <= events.size(); i++) {
      if (i == events.size()
          || !events.get(i).recordedAt().equals(events.get(i - 1).recordedAt())) {
        ends.add(i);
      }
    }
    return ends;
  }

  @Override
  public String toString() {
    return file.getParent().getFileName() + "/" + file.getFileName();
  }
}
