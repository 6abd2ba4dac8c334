package dev.workflows.replay;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;

/** Names that are recorded as code or callers choose them: every database must keep them. */
public final class RecordedNames {

  private static final int MAX_LENGTH = 255;

  private RecordedNames() {}

  /**
   * Refuses what cannot be recorded as a name.
   *
   * @param what whose name it is, as {@code a signal}
   * @return the name
   * @throws InvalidRequestException if it is empty, too long or not printable
   */
  public static String require(String what, String name) {
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      throw refused(what, name.length() + " characters");
    }
    if (!name.codePoints().allMatch(RecordedNames::isPrintable)) {
      throw refused(what, "others");
    }
    return name;
  }

  private static boolean isPrintable(int codePoint) {
    return !Character.isISOControl(codePoint)
        && Character.getType(codePoint) != Character.SURROGATE;
  }

  private static InvalidRequestException refused(String what, String found) {
    return new InvalidRequestException(
        ErrorCode.INVALID_ARGUMENT,
        "The name of %s must have 1 to %d characters, all of them printable, but has %s."
            .formatted(what, MAX_LENGTH, found));
  }
}
