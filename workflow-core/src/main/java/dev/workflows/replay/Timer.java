package dev.workflows.replay;

import java.time.Instant;

/** A timer of a run, by the position of its start. */
final class Timer {

  private final long seq;
  private final Instant dueAt;
  private final Runnable onFire;
  private boolean fired;

  /**
   * A timer that has begun.
   *
   * @param onFire what its time means for the code, before any of that goes on
   */
  Timer(long seq, Instant dueAt, Runnable onFire) {
    this.seq = seq;
    this.dueAt = dueAt;
    this.onFire = onFire;
  }

  long seq() {
    return seq;
  }

  Instant dueAt() {
    return dueAt;
  }

  void fire() {
    fired = true;
    onFire.run();
  }

  boolean hasFired() {
    return fired;
  }
}
