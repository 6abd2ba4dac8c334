package dev.workflows.lab.fault.load;

import dev.workflows.lab.worker.Stop;
import java.time.Duration;

/** An instant that many runs sleep until. */
final class Appointment {

  private final long at;

  private Appointment(long at) {
    this.at = at;
  }

  static Appointment in(Duration time) {
    return new Appointment(System.nanoTime() + time.toNanos());
  }

  private long left() {
    return Duration.ofNanos(at - System.nanoTime()).toMillis();
  }

  /** A sleep that ends then. */
  Stop stop() {
    return new Stop(Stop.Kind.SLEEP, (int) Math.max(1, left()), 0);
  }

  boolean isPast() {
    return left() <= 0;
  }

  void awaitIt() throws InterruptedException {
    Thread.sleep(Math.max(0, left()));
  }
}
