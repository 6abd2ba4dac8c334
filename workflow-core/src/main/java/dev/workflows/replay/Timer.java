package dev.workflows.replay;

import java.time.Instant;

/** A timer of a run, by the position of its start. */
final class Timer {

  private final long seq;
  private final Instant dueAt;
  private boolean fired;

  Timer(long seq, Instant dueAt) {
    this.seq = seq;
    this.dueAt = dueAt;
  }

  long seq() {
    return seq;
  }

  Instant dueAt() {
    return dueAt;
  }

  void fire() {
    fired = true;
  }

  boolean hasFired() {
    return fired;
  }
}
