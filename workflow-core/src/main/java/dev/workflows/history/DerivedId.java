package dev.workflows.history;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The id of a run that another one makes: known from the position where it does, so that whoever
 * repeats that makes the same run.
 */
public final class DerivedId {

  private static final long TIME = 0xFFFF_FFFF_FFFF_0000L;
  private static final long VERSION_8 = 0x8000L;
  private static final long VARIANT = Long.MIN_VALUE;
  private static final long BELOW_VARIANT = 0x3FFF_FFFF_FFFF_FFFFL;

  private DerivedId() {}

  /**
   * The run that this position of a history makes: version 8 of RFC 9562, with the time of the run
   * that makes it, so that their rows lie together, and a digest of both for the rest.
   */
  public static UUID of(UUID run, long seq) {
    ByteBuffer digest = ByteBuffer.wrap(digest(run, seq));
    long high = (run.getMostSignificantBits() & TIME) | VERSION_8 | (digest.getLong() & 0xFFFL);
    return new UUID(high, (digest.getLong() & BELOW_VARIANT) | VARIANT);
  }

  private static byte[] digest(UUID run, long seq) {
    ByteBuffer text = ByteBuffer.allocate(3 * Long.BYTES);
    text.putLong(run.getMostSignificantBits()).putLong(run.getLeastSignificantBits()).putLong(seq);
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.array());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
