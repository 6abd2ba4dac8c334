package dev.workflows.jdbc.crash;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The processes of a case, one after the other: when one has died the next one is started. */
final class Machines {

  private final Timeline timeline;
  private final Starter starter;
  private int started;
  private @Nullable Machine machine;

  /** Makes a machine that is not started. */
  interface Starter {
    Machine make(int number);
  }

  Machines(Timeline timeline, Starter starter) {
    this.timeline = timeline;
    this.starter = starter;
  }

  /** How many there were. */
  int started() {
    return started;
  }

  /** The one that lives. */
  Machine current() {
    Machine now = machine;
    while (now == null || now.isDead()) {
      if (now != null) {
        now.bury();
      }
      now = starter.make(++started);
      machine = now;
      now.start();
    }
    return now;
  }

  /** Ends the one that lives, if there is one: in an instant, in the middle of what it does. */
  void stopCurrent() {
    if (machine != null) {
      machine.die();
    }
  }

  /** Ends the one that lives, if there is one, between two things it does. */
  void killCurrent() {
    if (machine != null) {
      machine.bury();
    }
  }

  /** Lets time pass for the one that lives. */
  void pass(Duration time) {
    long until = timeline.nanos() + time.toNanos();
    boolean more = true;
    while (more) {
      current();
      more = timeline.step(until);
    }
  }
}
