package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.definition.HandlerDefinition;
import dev.workflows.payload.DeclaredValue;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.payload.PayloadException;
import dev.workflows.spi.ArgumentValidator;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What callers give, checked before anything is written. */
final class Inputs {

  private static final int MAX_PAGE = 200;
  private static final int MAX_ID = 255;
  private static final int MAX_REASON = 4_000;
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
  private static final Duration LONGEST = Duration.ofDays(36_500);
  private static final String FORM = "One argument is the value itself, several are a JSON array.";

  private final PayloadCodec codec;
  private final ArgumentValidator validator;
  private final int maxPayloadBytes;

  Inputs(PayloadCodec codec, ArgumentValidator validator, int maxPayloadBytes) {
    this.codec = codec;
    this.validator = validator;
    this.maxPayloadBytes = maxPayloadBytes;
  }

  /** An id of the caller's choice: every database must give it back unchanged. */
  static String id(String what, String id) {
    if (id.isEmpty() || id.length() > MAX_ID) {
      throw invalidId(what, Integer.toString(id.length()));
    }
    if (!id.codePoints().allMatch(Inputs::isPrintable)) {
      throw invalidId(what, "others");
    }
    return id;
  }

  /** Whether a text could be an id. */
  static boolean isId(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_ID
        && text.codePoints().allMatch(Inputs::isPrintable);
  }

  /** A text to look for, if there is one. */
  static void filter(String what, @Nullable String text) {
    if (text != null) {
      id(what, text);
    }
  }

  /** How many to list at once. */
  static void limit(int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_ARGUMENT,
          "The limit must be between 1 and %d, but is %d.".formatted(MAX_PAGE, limit));
    }
  }

  /** A time to look from, if there is one. */
  static void since(@Nullable Instant time) {
    if (time != null && !isStorable(time)) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_ARGUMENT,
          "The time to list from must be in the years 1 to 9999, but is %s.".formatted(time));
    }
  }

  /** A time to start at. */
  static void startAt(Instant time) {
    if (!isStorable(time)) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_ARGUMENT,
          "The time to start at must be in the years 1 to 9999, but is %s.".formatted(time));
    }
  }

  /** Whether every database has such a time. */
  static boolean isStorable(Instant time) {
    return !time.isBefore(FIRST) && time.isBefore(END);
  }

  private static boolean isPrintable(int codePoint) {
    return !Character.isISOControl(codePoint)
        && switch (Character.getType(codePoint)) {
          case Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
              false;
          default -> true;
        };
  }

  private static InvalidRequestException invalidId(String what, String found) {
    return new InvalidRequestException(
        ErrorCode.INVALID_ID,
        "%s must have 1 to %d characters, all of them printable, but has %s."
            .formatted(what, MAX_ID, found));
  }

  /** A time to wait. */
  static Duration notNegative(String what, Duration duration) {
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_ARGUMENT,
          "%s must be between zero and 100 years, but is %s.".formatted(what, duration));
    }
    return duration;
  }

  /** The handler of this name. */
  static HandlerDefinition handler(
      ErrorCode unknown, String kind, String name, Map<String, HandlerDefinition> handlers) {
    HandlerDefinition handler = handlers.get(name);
    if (handler == null) {
      throw new InvalidRequestException(
          unknown,
          "There is no %s '%s'; known are %s."
              .formatted(kind, printable(name), new TreeSet<>(handlers.keySet())));
    }
    return handler;
  }

  /** Arguments as a payload. */
  @Nullable Payload encode(HandlerDefinition handler, @Nullable Object[] arguments) {
    if (arguments.length != handler.parameterTypes().size()) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_PAYLOAD,
          "'%s' takes %d argument(s), but %d were given."
              .formatted(handler.name(), handler.parameterTypes().size(), arguments.length));
    }
    Payload payload = encoded(handler, arguments);
    requireValid(handler, arguments);
    return payload;
  }

  private @Nullable Payload encoded(HandlerDefinition handler, @Nullable Object[] arguments) {
    try {
      return sized(handler.name(), codec.encodeArguments(handler.parameterTypes(), arguments));
    } catch (PayloadException e) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_PAYLOAD,
          "The arguments of '%s' cannot be written: %s".formatted(handler.name(), fact(e)),
          e);
    }
  }

  private void requireValid(HandlerDefinition handler, @Nullable Object[] arguments) {
    List<String> complaints = validator.complaints(handler.method(), arguments);
    if (!complaints.isEmpty()) {
      throw new InvalidRequestException(
          ErrorCode.REFUSED_ARGUMENT,
          "'%s' refuses its arguments: %s."
              .formatted(handler.name(), inOneLine(String.join("; ", complaints))));
    }
  }

  /** Why a run is to end. */
  @Nullable Payload reason(@Nullable String reason) {
    if (reason != null && reason.length() > MAX_REASON) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_ARGUMENT, "A reason has at most %d characters.".formatted(MAX_REASON));
    }
    return codec.encode(reason, String.class);
  }

  /** What people may read; what is sensitive in it is not kept. */
  @Nullable Payload memo(@Nullable Object memo) {
    if (memo == null) {
      return null;
    }
    try {
      Class<?> type = readableType(memo);
      Payload payload = sized("the memo", codec.encode(memo, type));
      return payload == null ? null : codec.mask(payload, new DeclaredValue(type, false));
    } catch (PayloadException e) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_PAYLOAD, "The memo cannot be written: " + fact(e), e);
    }
  }

  /** Collections are written as what they are to everybody, not as their hidden classes. */
  static Class<?> readableType(Object value) {
    if (value instanceof Map) {
      return Map.class;
    }
    return value instanceof Collection ? List.class : value.getClass();
  }

  /** JSON text as a payload that the handler can read; stored as the codec writes it. */
  @Nullable Payload parse(HandlerDefinition handler, @Nullable String json) {
    return encoded(handler, read(handler, json));
  }

  /** JSON text as the handler's arguments. */
  @Nullable Object[] read(HandlerDefinition handler, @Nullable String json) {
    Payload payload = json == null || json.isBlank() ? null : new Payload(json);
    sized(handler.name(), payload);
    requirePresence(handler, payload != null);
    try {
      @Nullable Object[] arguments = codec.decodeArguments(payload, handler.parameterTypes());
      requireValid(handler, arguments);
      return arguments;
    } catch (PayloadException e) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_PAYLOAD,
          "The payload of '%s' cannot be used: %s %s".formatted(handler.name(), fact(e), FORM),
          e);
    }
  }

  /** A payload that was forgotten is no null: the code would get what it does not expect. */
  private static void requirePresence(HandlerDefinition handler, boolean present) {
    int expected = handler.parameterTypes().size();
    if (present == (expected > 0)) {
      return;
    }
    throw new InvalidRequestException(
        ErrorCode.INVALID_PAYLOAD,
        present
            ? "'%s' takes no argument, but a payload was given.".formatted(handler.name())
            : "'%s' takes %d argument(s), but no payload was given. %s"
                .formatted(handler.name(), expected, FORM));
  }

  /** What it says, without the code: it becomes part of a message that has one. */
  private static String fact(PayloadException e) {
    return e.fact();
  }

  /** A payload that is not too large. */
  @Nullable Payload sized(String name, @Nullable Payload payload) {
    if (payload != null
        && payload.json().length() > maxPayloadBytes / 3
        && payload.size() > maxPayloadBytes) {
      throw new InvalidRequestException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          ("The payload of '%s' is %d bytes, which is over the limit of %d. Store it elsewhere and"
                  + " pass a reference, or raise workflow.payload-limit.")
              .formatted(name, payload.size(), maxPayloadBytes));
    }
    return payload;
  }

  /** Text without what breaks lines, or makes them look like others. */
  static String inOneLine(String text) {
    return text.codePoints()
        .map(codePoint -> isPrintable(codePoint) ? codePoint : '?')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Text of a caller as it may stand in a message. */
  static String printable(String text) {
    String clean = inOneLine(text);
    return clean.length() <= 100 ? clean : clean.substring(0, 100) + "…";
  }
}
