package dev.workflows.history;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a run's attributes may be, and what events make of them. The history alone says which a run
 * has; stores keep the same in a table of its own, to list runs by them.
 */
public final class Attributes {

  /** How many a run may have. */
  public static final int MOST = 32;

  private static final int MAX_VALUE = 255;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private Attributes() {}

  /**
   * Refuses what may not be an attribute.
   *
   * @throws InvalidRequestException with {@link ErrorCode#INVALID_ATTRIBUTE}
   */
  public static void require(String name, String value) {
    requireName(name);
    if (value.isEmpty() || value.length() > MAX_VALUE) {
      throw refused(
          "The value of attribute '%s' must have 1 to %d characters, but has %d."
              .formatted(name, MAX_VALUE, value.length()));
    }
    if (!value.codePoints().allMatch(Attributes::isPrintable)) {
      throw refused(
          "The value of attribute '%s' must be of printable characters only.".formatted(name));
    }
  }

  /** Refuses what may not be an attribute's name. */
  public static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw refused(
          "The name of an attribute must have 1 to 64 characters, all of them letters, digits, '.',"
              + " '_' or '-'; one has not.");
    }
  }

  /** Refuses what may not be the attributes of a run together. */
  public static void require(Map<String, String> all) {
    all.forEach(Attributes::require);
    requireRoom(all.size());
  }

  /** Refuses so many. */
  public static void requireRoom(int count) {
    if (count > MOST) {
      throw refused("A run may have %d attributes, but not %d.".formatted(MOST, count));
    }
  }

  /**
   * What events make of attributes.
   *
   * @return what each that they set, or remove, is in the end; {@code null} if it is removed
   */
  public static Map<String, @Nullable String> changes(List<RecordedEvent> events) {
    Map<String, @Nullable String> changes = Map.of();
    for (RecordedEvent recorded : events) {
      if (recorded.event() instanceof Event.AttributeChanged changed) {
        changes = changes.isEmpty() ? new LinkedHashMap<>() : changes;
        changes.put(changed.name(), changed.value());
      } else if (recorded.event() instanceof Event.WorkflowStarted started
          && !started.terms().attributes().isEmpty()) {
        changes = changes.isEmpty() ? new LinkedHashMap<>() : changes;
        changes.putAll(started.terms().attributes());
      }
    }
    return changes;
  }

  private static boolean isPrintable(int codePoint) {
    return !Character.isISOControl(codePoint)
        && switch (Character.getType(codePoint)) {
          case Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
              false;
          default -> true;
        };
  }

  private static InvalidRequestException refused(String message) {
    return new InvalidRequestException(ErrorCode.INVALID_ATTRIBUTE, message);
  }
}
