package dev.workflows.replay;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that tells a run's time. */
final class RunClock extends Clock {

  private final RunContext context;
  private final ZoneId zone;

  RunClock(RunContext context, ZoneId zone) {
    this.context = context;
    this.zone = zone;
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId newZone) {
    return new RunClock(context, newZone);
  }

  @Override
  public Instant instant() {
    return context.now();
  }
}
