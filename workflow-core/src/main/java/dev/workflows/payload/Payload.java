package dev.workflows.payload;

import java.nio.charset.StandardCharsets;

/**
 * A value as it is stored: JSON text. Absent values are {@code null} references, never a payload.
 *
 * @param json the text, exactly as stored
 */
public record Payload(String json) {

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
