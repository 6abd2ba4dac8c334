package dev.workflows.jdbc.sequence;

import java.util.List;
import java.util.Random;
import java.util.UUID;

/** What a seed decides. */
final class Chance {

  private final Random random;

  Chance(long seed) {
    random = new Random(seed);
  }

  int upTo(int bound) {
    return random.nextInt(bound);
  }

  boolean percent(int percent) {
    return random.nextInt(100) < percent;
  }

  <T> T of(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  UUID id() {
    return new UUID(
        random.nextLong() & ~0xF000L | 0x4000L,
        random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L);
  }
}
