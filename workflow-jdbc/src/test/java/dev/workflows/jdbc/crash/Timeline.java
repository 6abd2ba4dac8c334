package dev.workflows.jdbc.crash;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** The one clock and the one thread of a case: what is due first happens first. */
final class Timeline implements InstantSource {

  private static final Instant BEGINNING = Instant.parse("2030-01-01T00:00:00Z");
  private static final long STEP_NANOS = 20_000;

  private final PriorityQueue<Step> steps =
      new PriorityQueue<>(Comparator.comparingLong(Step::at).thenComparingLong(Step::order));
  private long now;
  private long orders;

  private record Step(Machine machine, Runnable body, long at, long order) {}

  long nanos() {
    return now;
  }

  @Override
  public Instant instant() {
    return BEGINNING.plusNanos(now);
  }

  /** Lets a moment pass, as everything takes one. */
  void tick() {
    now += STEP_NANOS;
  }

  /** Does something on a machine after a while, if it lives by then. */
  void after(Machine machine, Duration delay, Runnable body) {
    steps.add(new Step(machine, body, now + Math.max(0, delay.toNanos()), orders++));
  }

  /** Does what comes next; {@code false} if nothing does until that time, which it is then. */
  boolean step(long until) {
    Step next = steps.peek();
    if (next == null || next.at() > until) {
      now = Math.max(now, until);
      return false;
    }
    steps.remove();
    now = Math.max(now, next.at());
    tick();
    next.body().run();
    return true;
  }

  void forget(Machine machine) {
    steps.removeIf(step -> step.machine() == machine);
  }
}
