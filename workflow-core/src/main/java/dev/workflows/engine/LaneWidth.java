package dev.workflows.engine;

/**
 * How many batches of a lane are in flight at once. A batch that takes longer than its statement
 * needs waits for a disk or a network, where others may wait at the same time at no cost: then more
 * of them travel, so that few callers are never worse off than with a connection each. Many callers
 * fill a few large batches, which cost the database least. Not thread-safe: its lane guards it.
 */
final class LaneWidth {

  /** What a statement takes where nothing has to be waited for. */
  private static final long QUICK_NANOS = 300_000;

  /** How slowly a quick batch is forgotten. */
  private static final int MEMORY = 32;

  /** So many items are few: each may have a batch of its own. */
  private static final int FEW = 8;

  /** So many batches are enough for many items: one is written while another is flushed. */
  private static final int ENOUGH = 2;

  private final int least;
  private final int most;
  private long quickest;
  private int items;

  LaneWidth(int least, int most) {
    this.least = least;
    this.most = most;
  }

  /** How many batches may be in flight now. */
  int now() {
    int wide = (int) Math.min(most, quickest / QUICK_NANOS);
    return Math.max(least, items > FEW ? Math.min(wide, ENOUGH) : wide);
  }

  /** So many items are in flight from now on. */
  void begins(int batch) {
    items += batch;
  }

  /** Says how long a batch took. Slow ones tell little: they may have been large. */
  void ends(int batch, long nanos) {
    items -= batch;
    quickest = quickest == 0 ? nanos : Math.min(nanos, quickest + quickest / MEMORY + 1);
  }
}
