package dev.workflows.payload;

import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Keys and places for tests. */
final class Secrets {

  static final UUID RUN = new UUID(1, 2);
  static final PayloadContext PLACE = new PayloadContext(RUN, "3", "activity_completed");

  private Secrets() {}

  static byte[] key(int fill) {
    byte[] key = new byte[AesGcmTransform.KEY_BYTES];
    Arrays.fill(key, (byte) fill);
    return key;
  }

  static AesGcmTransform aes(String current, String... ids) {
    return new AesGcmTransform(
        current, Arrays.stream(ids).collect(Collectors.toMap(id -> id, id -> key(id.hashCode()))));
  }

  static AesGcmTransform aes(String id, int fill) {
    return new AesGcmTransform(id, Map.of(id, key(fill)));
  }
}
