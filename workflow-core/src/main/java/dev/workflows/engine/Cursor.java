package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.spi.RunReader.Position;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** A place in a list as opaque text with a check sum: what was tampered with is refused. */
final class Cursor {

  private Cursor() {}

  static String write(Position position) {
    String text = position.startedAt() + "|" + position.runId();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((text + "|" + sum(text)).getBytes(StandardCharsets.UTF_8));
  }

  static @Nullable Position read(@Nullable String cursor) {
    if (cursor == null || cursor.isEmpty()) {
      return null;
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      int end = text.lastIndexOf('|');
      String body = text.substring(0, Math.max(end, 0));
      int middle = body.indexOf('|');
      if (middle > 0 && sum(body).equals(text.substring(end + 1))) {
        Instant startedAt = Instant.parse(body.substring(0, middle));
        if (Inputs.isStorable(startedAt)) {
          return new Position(startedAt, UUID.fromString(body.substring(middle + 1)));
        }
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      throw refused(e);
    }
    throw refused(null);
  }

  private static String sum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue());
  }

  private static InvalidRequestException refused(@Nullable Throwable cause) {
    return new InvalidRequestException(
        ErrorCode.INVALID_CURSOR,
        "The cursor was not made by this list. Begin again without one.",
        cause);
  }
}
