package dev.workflows.definition;

import dev.workflows.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads how long runs of a workflow may be open. */
final class TimeoutReader {

  private static final String REMEDY = "Write it as 30d, 12h or PT12H, or leave it out";

  private final Complaints complaints;
  private final Function<String, Duration> durations;

  TimeoutReader(Complaints complaints, Function<String, Duration> durations) {
    this.complaints = complaints;
    this.durations = durations;
  }

  /** What these annotations of a workflow say together; {@code null} is without limit. */
  @Nullable Duration read(Class<?> type, List<Workflow> annotations) {
    List<String> texts =
        annotations.stream()
            .map(Workflow::timeout)
            .filter(text -> !text.isEmpty())
            .distinct()
            .toList();
    if (texts.size() > 1) {
      complaints.add(type, "@Workflow gives several time-outs: " + texts, "Give one of them");
    }
    return texts.size() == 1 ? read(type, texts.get(0)) : null;
  }

  private @Nullable Duration read(Class<?> type, String text) {
    Duration timeout;
    try {
      timeout = durations.apply(text);
    } catch (IllegalArgumentException e) {
      complaints.add(type, "timeout is no duration: " + e.getMessage(), REMEDY);
      return null;
    }
    if (timeout.isNegative()) {
      complaints.add(type, "timeout is negative", REMEDY);
    }
    return timeout.isZero() ? null : timeout;
  }
}
