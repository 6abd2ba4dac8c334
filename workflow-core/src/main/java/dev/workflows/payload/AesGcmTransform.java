package dev.workflows.payload;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts values by AES-256-GCM, bound to where they stand. One of several keys is written with,
 * all are read with; the id of its key is recorded with each value. Thread-safe.
 *
 * <p>The initialization vector is the beginning of a keyed digest of the value and its context. So
 * it is the same only for the same value at the same place, and nothing has to be remembered, or to
 * be random, for a value that is sent again to be the same.
 */
public final class AesGcmTransform implements PayloadTransform {

  /** How many bytes a key has. */
  public static final int KEY_BYTES = 32;

  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String HMAC = "HmacSHA256";

  private final Map<String, Keys> keys = new HashMap<>();
  private final String current;

  /** What is derived from a key, each for one use. */
  private record Keys(SecretKey cipher, SecretKey digest) {

    static Keys of(byte[] key) {
      SecretKey secret = new SecretKeySpec(key, HMAC);
      return new Keys(
          new SecretKeySpec(hmac(secret, ascii("workflow payload: cipher")), "AES"),
          new SecretKeySpec(hmac(secret, ascii("workflow payload: iv")), HMAC));
    }
  }

  /**
   * Encrypts with one of these keys.
   *
   * @param current the id of the key to write with
   * @param keys by their ids, 32 bytes each
   * @throws IllegalArgumentException if the current key is missing, or one has another length
   */
  public AesGcmTransform(String current, Map<String, byte[]> keys) {
    if (!keys.containsKey(current)) {
      throw new IllegalArgumentException("There is no key '%s'".formatted(current));
    }
    keys.forEach(
        (id, key) -> {
          if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                "Key '%s' has %d bytes, not %d".formatted(id, key.length, KEY_BYTES));
          }
          this.keys.put(id, Keys.of(key));
        });
    this.current = current;
  }

  @Override
  public String name() {
    return "aes";
  }

  @Override
  public String parameter() {
    return current;
  }

  @Override
  public byte[] encode(byte[] value, PayloadContext context) {
    Keys key = key(current);
    byte[] place = context.bytes();
    byte[] length = ByteBuffer.allocate(Integer.BYTES).putInt(place.length).array();
    byte[] iv = Arrays.copyOf(hmac(key.digest(), length, place, value), IV_BYTES);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, iv, place);
      byte[] data = Arrays.copyOf(iv, IV_BYTES + cipher.getOutputSize(value.length));
      cipher.doFinal(value, 0, value.length, data, IV_BYTES);
      return data;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot encrypt by AES-GCM", e);
    }
  }

  @Override
  public byte[] decode(byte[] data, String parameter, PayloadContext context) {
    Keys key = key(parameter);
    if (data.length < IV_BYTES + TAG_BITS / 8) {
      throw notDecrypted(parameter, null);
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, key, data, context.bytes())
          .doFinal(data, IV_BYTES, data.length - IV_BYTES);
    } catch (AEADBadTagException e) {
      throw notDecrypted(parameter, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot decrypt by AES-GCM", e);
    }
  }

  private static PayloadException notDecrypted(String key, @Nullable Exception cause) {
    return PayloadException.undecodable(
        ("Key '%s' does not decrypt it: this is another key than the one it was encrypted with, or"
                + " the value was changed, or moved to another place.")
            .formatted(key),
        cause);
  }

  private Keys key(String id) {
    Keys key = keys.get(id);
    if (key == null) {
      throw PayloadException.undecodable(
          "It is encrypted with key '%s', which is not here. Set workflow.payload.encryption.keys.%s."
              .formatted(id, id),
          null);
    }
    return key;
  }

  private static Cipher cipher(int mode, Keys key, byte[] iv, byte[] place)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key.cipher(), new GCMParameterSpec(TAG_BITS, iv, 0, IV_BYTES));
    cipher.updateAAD(place);
    return cipher;
  }

  private static byte[] hmac(SecretKey key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no " + HMAC, e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
