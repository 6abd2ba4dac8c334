package dev.workflows.autoconfigure.payload;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.payload.AesGcmTransform;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What values go through on their way to the tables.
 *
 * @param gzip compression
 * @param encryption encryption
 */
@ConfigurationProperties("workflow.payload")
record WorkflowPayloadProperties(@DefaultValue Gzip gzip, @DefaultValue Encryption encryption) {

  private static final Pattern ID = Pattern.compile("[\\w.-]+");

  /** Checks them, and names everything that is wrong at once. */
  WorkflowPayloadProperties {
    List<String> broken = new ArrayList<>();
    gzip.check(broken);
    encryption.check(broken);
    if (!broken.isEmpty()) {
      throw new WorkflowException(ErrorCode.INVALID_CONFIGURATION, String.join(" ", broken));
    }
  }

  /**
   * Compression.
   *
   * @param threshold from which size on a value is compressed, by default none
   */
  record Gzip(@Nullable DataSize threshold) {

    private void check(List<String> broken) {
      if (threshold != null
          && (threshold.toBytes() < 1 || threshold.toBytes() > Integer.MAX_VALUE)) {
        broken.add(
            "workflow.payload.gzip.threshold must be from 1B to less than 2GB, but is %s."
                .formatted(threshold));
      }
    }
  }

  /**
   * Encryption by AES-256-GCM.
   *
   * @param keyId the id of the key to encrypt with; without one nothing is encrypted
   * @param keys the keys by their ids, each the Base64 of 32 random bytes; all of them decrypt
   */
  record Encryption(@Nullable String keyId, @DefaultValue Map<String, String> keys) {

    private void check(List<String> broken) {
      new TreeMap<>(keys).forEach((id, key) -> check(id, key, broken));
      if (keyId != null && !keys.containsKey(keyId)) {
        broken.add(
            "workflow.payload.encryption.key-id is '%s', but there is no such key. Set %s."
                .formatted(keyId, property(keyId)));
      }
      if (keyId == null && !keys.isEmpty()) {
        broken.add(
            "There are workflow.payload.encryption.keys, but nothing tells which of them to encrypt"
                + " with. Set workflow.payload.encryption.key-id.");
      }
    }

    private static void check(String id, String key, List<String> broken) {
      if (!ID.matcher(id).matches()) {
        broken.add(
            "%s: the id of a key has letters, digits, dots, hyphens and underscores."
                .formatted(property(id)));
      }
      int bytes = decoded(key).length;
      if (bytes != AesGcmTransform.KEY_BYTES) {
        broken.add(
            "%s must be the Base64 of 32 bytes, but is %s. Make one with 'openssl rand -base64 32'."
                .formatted(property(id), bytes == 0 ? "none" : "that of " + bytes));
      }
    }

    /** Nothing of a text that is no Base64. */
    private static byte[] decoded(String key) {
      try {
        return Base64.getDecoder().decode(key.strip());
      } catch (IllegalArgumentException e) {
        return new byte[0];
      }
    }

    private static String property(String id) {
      return "workflow.payload.encryption.keys." + id;
    }

    /** The keys as they are used. */
    Map<String, byte[]> ring() {
      Map<String, byte[]> ring = new HashMap<>();
      keys.forEach((id, key) -> ring.put(id, decoded(key)));
      return ring;
    }

    /** Does not show the keys. */
    @Override
    public String toString() {
      return "Encryption[keyId=%s, keys=%s]".formatted(keyId, keys.keySet());
    }
  }
}
