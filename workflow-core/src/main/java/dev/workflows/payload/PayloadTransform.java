package dev.workflows.payload;

import org.jspecify.annotations.Nullable;

/**
 * Changes values on their way to the store, and back: compression, encryption. All of them make a
 * chain, which a value goes through in order when it is written, and back when it is read.
 *
 * <p>Implementations are thread-safe, and deterministic: the same value in the same context is
 * encoded to the same bytes for as long as the process lives. A commit whose answer was lost is
 * encoded and sent again, and must be recognised.
 */
public interface PayloadTransform {

  /**
   * What it is recorded under, beside the value and to be read by everybody: letters, digits, dots,
   * hyphens and underscores. Never changes.
   */
  String name();

  /**
   * What decoding has to know besides, as the id of a key: recorded with the name, of the same
   * characters. Empty if there is nothing.
   */
  default String parameter() {
    return "";
  }

  /**
   * Encodes a value.
   *
   * @return {@code null} if this one is left as it is
   */
  byte @Nullable [] encode(byte[] value, PayloadContext context);

  /**
   * Decodes what was encoded with this parameter.
   *
   * @throws PayloadException if that is not possible, {@linkplain PayloadException#undecodable
   *     telling} why; the run is blocked with it, and tried again later
   */
  byte[] decode(byte[] data, String parameter, PayloadContext context);
}
