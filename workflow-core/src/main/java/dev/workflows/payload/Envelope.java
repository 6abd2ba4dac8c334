package dev.workflows.payload;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An encoded value as JSON text: {@code {"$encoded":"gzip aes:2026","data":"…"}} behind a space.
 * The space is what tells it from every value: no codec writes one in front of its JSON, and {@link
 * PayloadChain} takes away what another one might.
 *
 * @param steps the names of the transforms it went through, in order, each with its parameter
 * @param data the bytes in Base64
 */
record Envelope(List<String> steps, String data) {

  private static final String BEGIN = " {\"$encoded\":\"";
  private static final String MIDDLE = "\",\"data\":\"";
  private static final String END = "\"}";
  private static final Pattern STEPS = Pattern.compile("[\\w.:-]+(?: [\\w.:-]+)*");

  static Envelope of(List<String> steps, byte[] data) {
    return new Envelope(steps, Base64.getEncoder().encodeToString(data));
  }

  /** Whether a stored text is one, if perhaps a damaged one. */
  static boolean is(String stored) {
    return stored.startsWith(BEGIN);
  }

  /**
   * Reads a stored text that is one.
   *
   * @throws PayloadException if it is damaged
   */
  static Envelope read(String stored) {
    int middle = stored.indexOf(MIDDLE, BEGIN.length());
    if (middle < 0 || !stored.endsWith(END)) {
      throw damaged(null);
    }
    String steps = stored.substring(BEGIN.length(), middle);
    int data = middle + MIDDLE.length();
    int end = stored.length() - END.length();
    if (data > end || !STEPS.matcher(steps).matches()) {
      throw damaged(null);
    }
    return new Envelope(List.of(steps.split(" ")), stored.substring(data, end));
  }

  private static PayloadException damaged(@Nullable Exception cause) {
    return PayloadException.undecodable("Its envelope is damaged.", cause);
  }

  /** The bytes. */
  byte[] bytes() {
    try {
      return Base64.getDecoder().decode(data);
    } catch (IllegalArgumentException e) {
      throw damaged(e);
    }
  }

  Payload toPayload() {
    return new Payload(BEGIN + String.join(" ", steps) + MIDDLE + data + END);
  }
}
