package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Few callers of a slow database have more batches in flight, and nobody else. */
class LaneWidthTests {

  private static final long QUICK = 250_000;
  private static final long SLOW = 1_300_000;

  private final LaneWidth width = new LaneWidth(2, 6);

  private void take(int items, long nanos) {
    width.begins(items);
    width.ends(items, nanos);
  }

  @Test
  void isNarrowBeforeAnythingIsKnown() {
    assertThat(width.now()).isEqualTo(2);
  }

  @Test
  void staysNarrowWhereBatchesAreQuick() {
    take(1, QUICK);

    assertThat(width.now()).isEqualTo(2);
  }

  @Test
  void growsWithWhatTheQuickestBatchTakes() {
    take(1, SLOW);
    assertThat(width.now()).isEqualTo(4);

    LaneWidth far = new LaneWidth(2, 6);
    far.begins(1);
    far.ends(1, 20 * SLOW);
    assertThat(far.now()).isEqualTo(6);
  }

  @Test
  void isNotMisledByALargeBatch() {
    take(1, QUICK);
    take(100, SLOW);

    assertThat(width.now()).isEqualTo(2);
  }

  @Test
  void forgetsThatTheDatabaseWasQuick() {
    take(1, QUICK);
    for (int i = 0; i < 100; i++) {
      take(1, SLOW);
    }

    assertThat(width.now()).isEqualTo(4);
  }

  @Test
  void hasTwoOfManyItemsWhereEachIsWaitedFor() {
    LaneWidth one = new LaneWidth(1, 4);
    one.begins(20);
    one.ends(20, SLOW);

    one.begins(20);

    assertThat(one.now()).isEqualTo(2);
  }

  @Test
  void isNarrowForManyItems() {
    take(1, SLOW);

    width.begins(9);
    assertThat(width.now()).isEqualTo(2);
    width.ends(9, SLOW);
    assertThat(width.now()).isEqualTo(4);
  }
}
