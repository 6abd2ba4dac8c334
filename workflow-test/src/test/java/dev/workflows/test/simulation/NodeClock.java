package dev.workflows.test.simulation;

import java.util.Random;

/**
 * The monotonic clock of a node: it began anywhere and runs at a rate of its own.
 *
 * @param offset what it shows at the beginning of the world
 * @param drift how many nanoseconds it is ahead or behind after a millisecond
 */
record NodeClock(long offset, long drift) {

  /** As much as clocks that are being corrected may be off. */
  private static final int LARGEST_DRIFT = 500;

  static NodeClock any(Random chance) {
    return new NodeClock(
        chance.nextLong(), chance.nextInt(2 * LARGEST_DRIFT + 1) - (long) LARGEST_DRIFT);
  }

  /** What it shows. */
  long at(long worldNanos) {
    return offset + worldNanos + worldNanos / 1_000_000 * drift;
  }
}
