package dev.workflows.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed for a run at its start, beside what it works on.
 *
 * @param timeout how long it may be open; {@code null} is without limit
 * @param deadline when that is over; {@code null} if it is not known yet, or there is no limit
 * @param attributes by which it is found, by name
 */
public record StartTerms(
    @Nullable Duration timeout, @Nullable Instant deadline, Map<String, String> attributes) {

  /** Nothing was agreed. */
  public static final StartTerms NONE = new StartTerms(null, null, Map.of());

  /** Stands before each; no name and no value has it. */
  private static final String PART = "\u001f";

  private static final String ATTRIBUTE = "@";
  private static final String TIMEOUT = "timeout";
  private static final String DEADLINE = "deadline";

  /** In the order of names, so that equal terms are stored equally. */
  public StartTerms {
    attributes =
        attributes.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /** The same for a run that begins at a time. */
  public StartTerms from(Instant begin) {
    return timeout == null ? this : new StartTerms(timeout, begin.plus(timeout), attributes);
  }

  /** A name and a value for each, each behind a separator. */
  String text() {
    StringBuilder text = new StringBuilder();
    if (timeout != null) {
      append(text, TIMEOUT, timeout);
    }
    if (deadline != null) {
      append(text, DEADLINE, deadline);
    }
    attributes.forEach((name, value) -> append(text, ATTRIBUTE + name, value));
    return text.toString();
  }

  private static void append(StringBuilder text, String name, Object value) {
    text.append(PART).append(name).append('=').append(value);
  }

  /** What stands in a text behind its first part. */
  static StartTerms in(String text) {
    int first = text.indexOf(PART);
    if (first < 0) {
      return NONE;
    }
    Duration timeout = null;
    Instant deadline = null;
    Map<String, String> attributes = new TreeMap<>();
    for (String part : text.substring(first + 1).split(PART, -1)) {
      int at = part.indexOf('=');
      if (at < 0) {
        throw new IllegalArgumentException(part);
      }
      String name = part.substring(0, at);
      String value = part.substring(at + 1);
      if (name.startsWith(ATTRIBUTE)) {
        attributes.put(name.substring(1), value);
      } else {
        switch (name) {
          case TIMEOUT -> timeout = Duration.parse(value);
          case DEADLINE -> deadline = Instant.parse(value);
          default -> throw new IllegalArgumentException(name);
        }
      }
    }
    return new StartTerms(timeout, deadline, attributes);
  }

  /** The first part of such a text. */
  static String firstPart(String text) {
    int first = text.indexOf(PART);
    return first < 0 ? text : text.substring(0, first);
  }
}
