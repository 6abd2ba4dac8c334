package dev.workflows.benchmarks.rows;

import dev.workflows.history.Event;
import dev.workflows.payload.Payload;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** What our engine writes of a workflow that calls activities one after the other. */
final class OpenRun {

  private static final long BELOW_VARIANT = 0x3FFF_FFFF_FFFF_FFFFL;

  private final UUID id = ordered();
  private final int activities;
  private int turn;

  OpenRun(int activities) {
    this.activities = activities;
  }

  /** Grows with time, as our engine's do: version 7 of RFC 9562. */
  private static UUID ordered() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = System.currentTimeMillis() << 16 | 0x7000L | random.nextLong(0x1000);
    return new UUID(high, (random.nextLong() & BELOW_VARIANT) | Long.MIN_VALUE);
  }

  /** Adds the two events of the next turn; says whether it was the last. */
  boolean addTurn(EventRows rows) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    long seq = 2L * turn + 1;
    rows.add(id, seq, now, turn == 0 ? started() : completed(seq - 1));
    rows.add(id, seq + 1, now, turn == activities ? ended() : scheduled());
    return turn++ == activities;
  }

  private Event started() {
    long seed = ThreadLocalRandom.current().nextLong();
    return new Event.WorkflowStarted("sequential", seed, payload(activities));
  }

  private Event scheduled() {
    return new Event.ActivityScheduled("steps.next", payload(turn));
  }

  private Event completed(long scheduled) {
    return new Event.ActivityCompleted(scheduled, 1, payload(turn));
  }

  private Event ended() {
    return new Event.WorkflowCompleted(payload(activities));
  }

  private static Payload payload(int value) {
    return new Payload(Integer.toString(value));
  }
}
