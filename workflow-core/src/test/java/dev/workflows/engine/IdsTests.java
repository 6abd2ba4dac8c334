package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Ids as RFC 9562 has them. */
class IdsTests {

  private final Random random = new Random(3);

  @Test
  void ordersRunsByTheirTime() {
    Instant time = Instant.parse("2026-01-02T03:04:05.006Z");
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      made.add(Ids.ordered(time.plusMillis(i), random).toString());
    }

    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void holdsTheTimeInMilliseconds() {
    Instant time = Instant.parse("2026-01-02T03:04:05.006Z");

    assertThat(Ids.ordered(time, random).getMostSignificantBits() >>> 16)
        .isEqualTo(time.toEpochMilli());
  }

  @Test
  void makesOrderedIdsOfVersionSeven() {
    for (int i = 0; i < 1_000; i++) {
      UUID id = Ids.ordered(Instant.ofEpochMilli(random.nextLong(1L << 47)), random);
      assertThat(id.version()).isEqualTo(7);
      assertThat(id.variant()).isEqualTo(2);
    }
  }

  @Test
  void makesRandomIdsOfVersionFour() {
    for (int i = 0; i < 1_000; i++) {
      UUID id = Ids.random(random);
      assertThat(id.version()).isEqualTo(4);
      assertThat(id.variant()).isEqualTo(2);
    }
  }

  @Test
  void makesManyWithinOneMillisecond() {
    Instant time = Instant.parse("2026-01-02T03:04:05.006Z");
    Set<UUID> made = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      made.add(Ids.ordered(time, random));
    }

    assertThat(made).hasSize(100_000);
  }
}
