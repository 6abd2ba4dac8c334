package dev.workflows.engine;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes ids. */
final class Ids {

  private static final long VARIANT = Long.MIN_VALUE;
  private static final long BELOW_VARIANT = 0x3FFF_FFFF_FFFF_FFFFL;

  private Ids() {}

  /** Grows with time, so that new rows lie together: version 7 of RFC 9562. */
  static UUID ordered(Instant time, RandomGenerator random) {
    long high = time.toEpochMilli() << 16 | 0x7000L | (random.nextLong() & 0xFFFL);
    return new UUID(high, (random.nextLong() & BELOW_VARIANT) | VARIANT);
  }

  /** Random: version 4 of RFC 9562. */
  static UUID random(RandomGenerator random) {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    return new UUID(high, (random.nextLong() & BELOW_VARIANT) | VARIANT);
  }
}
