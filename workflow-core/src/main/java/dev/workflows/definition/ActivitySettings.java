package dev.workflows.definition;

import java.time.Duration;
import java.util.function.Function;

/**
 * How annotations are read and completed. An activity's own entry in the configuration counts most,
 * then its annotation, then the defaults.
 *
 * @param defaults for every activity
 * @param overrides what is said of one activity, by its name; nothing is {@link
 *     ActivityOptions#NONE}
 * @param durations reads the text of an annotation, placeholders included; throws {@link
 *     IllegalArgumentException} for what is no duration
 */
public record ActivitySettings(
    ActivityOptions defaults,
    Function<String, ActivityOptions> overrides,
    Function<String, Duration> durations) {

  /** Nothing is configured, and annotations hold ISO-8601 text as {@code PT30S}. */
  public static ActivitySettings standard() {
    return new ActivitySettings(
        ActivityOptions.NONE, name -> ActivityOptions.NONE, ActivitySettings::parseIso);
  }

  private static Duration parseIso(String text) {
    try {
      return Duration.parse(text);
    } catch (java.time.format.DateTimeParseException e) {
      throw new IllegalArgumentException("'" + text + "' is no ISO-8601 duration", e);
    }
  }
}
