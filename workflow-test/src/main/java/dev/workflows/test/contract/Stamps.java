package dev.workflows.test.contract;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as a node stamps its turns with: in microseconds, each later than the one before. */
final class Stamps {

  private Instant last = Instant.EPOCH;

  synchronized Instant next() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    last = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
    return last;
  }
}
