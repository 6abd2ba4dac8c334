package dev.workflows.payload;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A value as it is stored: JSON text. Absent values are {@code null} references, never a payload.
 *
 * @param json the text, exactly as stored
 * @param problem why the value cannot be known, if it was encoded on its way to the store and could
 *     not be decoded: whoever asks for its JSON is told
 */
public record Payload(String json, @Nullable PayloadException problem) {

  /** A value that is known. */
  public Payload(String json) {
    this(json, null);
  }

  /** The same value, of which is known only why it cannot be. */
  Payload unreadable(PayloadException why) {
    return new Payload(json, why);
  }

  /**
   * The text.
   *
   * @throws PayloadException if there is a {@link #problem()}
   */
  @Override
  public String json() {
    if (problem != null) {
      throw problem;
    }
    return json;
  }

  /** Its size as stored, in bytes of UTF-8. */
  public int size() {
    return json.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Does not show the value: payloads may hold what logs must not. */
  @Override
  public String toString() {
    return "Payload[" + json.length() + " characters]";
  }
}
