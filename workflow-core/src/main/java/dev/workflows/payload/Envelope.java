package dev.workflows.payload;

import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
  private static final Pattern FORM =
      Pattern.compile(
          Pattern.quote(BEGIN) + "([\\w.:-]+(?: [\\w.:-]+)*)\",\"data\":\"([A-Za-z0-9+/=]*)\"}");

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
    Matcher form = FORM.matcher(stored);
    if (!form.matches()) {
      throw PayloadException.undecodable("Its envelope is damaged.", null);
    }
    return new Envelope(List.of(form.group(1).split(" ")), form.group(2));
  }

  /** The bytes. */
  byte[] bytes() {
    try {
      return Base64.getDecoder().decode(data);
    } catch (IllegalArgumentException e) {
      throw PayloadException.undecodable("Its envelope is damaged.", e);
    }
  }

  Payload toPayload() {
    return new Payload(BEGIN + String.join(" ", steps) + "\",\"data\":\"" + data + "\"}");
  }
}
