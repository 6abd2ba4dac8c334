package dev.workflows.test.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Threads, time and chance of a simulation. Exactly one step executes at any moment; which one is
 * next, and how long it takes, the seed decides. The same seed makes the same steps.
 */
final class World {

  private static final Instant BEGINNING = Instant.parse("2030-01-01T00:00:00Z");
  private static final int LONGEST_STEP_NANOS = 400_000;

  private final Random chance;
  private final List<Step> ready = new ArrayList<>();
  private final PriorityQueue<Step> later =
      new PriorityQueue<>(Comparator.comparingLong(Step::at).thenComparingLong(Step::order));
  private long now;
  private long orders;
  private int steps;
  private long trace;
  private @Nullable Actor current;

  /**
   * Something that happens at once, or begins to.
   *
   * @param node where, {@code null} for nowhere in particular
   */
  private record Step(
      @Nullable SimulatedNode node, String name, Runnable body, long at, long order) {

    boolean mayHappen(long now) {
      return node == null || node.frozenUntil() <= now;
    }
  }

  World(long seed) {
    chance = new Random(seed);
  }

  // ---- time and chance

  long nanos() {
    return now;
  }

  Instant instant() {
    return BEGINNING.plusNanos(now);
  }

  int steps() {
    return steps;
  }

  /** A number that any two runs of the same seed agree on. */
  long trace() {
    return trace;
  }

  /** A number from 0 up to below this. */
  int pick(int bound) {
    return chance.nextInt(bound);
  }

  /** A time up to this. */
  Duration time(Duration longest) {
    return Duration.ofNanos(chance.nextLong(longest.toNanos()));
  }

  boolean chance(int percent) {
    return chance.nextInt(100) < percent;
  }

  long seed() {
    return chance.nextLong();
  }

  // ---- what happens

  /** Does something soon. */
  void soon(@Nullable SimulatedNode node, String name, Runnable body) {
    ready.add(new Step(node, name, body, now, orders++));
  }

  /** Does something after a while. */
  void after(@Nullable SimulatedNode node, Duration delay, String name, Runnable body) {
    later.add(new Step(node, name, body, now + Math.max(0, delay.toNanos()), orders++));
  }

  /** Begins a task soon that may be held up. */
  Actor begin(@Nullable SimulatedNode node, String name, Runnable body) {
    Actor actor = new Actor(body);
    soon(node, name, () -> go(actor));
    return actor;
  }

  /** The task that executes now, {@code null} if it is a step without one. */
  @Nullable Actor current() {
    return current;
  }

  /** Hands the baton to a task until it gives it back. */
  void go(Actor actor) {
    Actor before = current;
    current = actor;
    try {
      actor.go();
    } finally {
      current = before;
    }
  }

  /** Holds up the calling task for a while; does nothing where there is no task. */
  void rest(@Nullable SimulatedNode node, Duration time, String name) {
    Actor actor = current;
    if (actor == null) {
      return;
    }
    after(node, time, name, () -> resume(actor));
    actor.rest();
  }

  private void resume(Actor actor) {
    if (!actor.hasEnded()) {
      go(actor);
    }
  }

  /** Waits as a thread would: other steps happen until there is a value, or the time is over. */
  <V> @Nullable V await(SimulatedNode node, CompletableFuture<V> value, Duration timeout)
      throws InterruptedException, ExecutionException {
    Actor actor = current;
    if (actor == null) {
      throw new IllegalStateException("Nothing but a task can wait");
    }
    if (!value.isDone()) {
      AtomicBoolean woken = new AtomicBoolean();
      Runnable wake =
          () -> {
            if (woken.compareAndSet(false, true)) {
              soon(null, "wake", () -> resume(actor));
            }
          };
      value.whenComplete((any, problem) -> wake.run());
      after(null, timeout, "time-out", wake);
      node.onDeath(wake);
      actor.rest();
    }
    node.requireLife();
    return value.isDone() ? value.get() : null;
  }

  /**
   * Does one thing.
   *
   * @return whether there was anything to do
   */
  boolean step() {
    Step next = choose();
    if (next == null) {
      return false;
    }
    ready.remove(next);
    steps++;
    int where = next.node() == null ? -1 : next.node().number();
    trace = trace * 31 + next.name().hashCode() * 7L + where;
    trace = trace * 31 + now;
    next.body().run();
    now += pick(LONGEST_STEP_NANOS);
    return true;
  }

  private @Nullable Step choose() {
    while (true) {
      while (!later.isEmpty() && later.peek().at() <= now) {
        ready.add(later.remove());
      }
      List<Step> possible = ready.stream().filter(step -> step.mayHappen(now)).toList();
      if (!possible.isEmpty()) {
        return possible.get(pick(possible.size()));
      }
      long next = later.isEmpty() ? Long.MAX_VALUE : later.peek().at();
      for (Step step : ready) {
        SimulatedNode node = step.node();
        next = node == null ? next : Math.min(next, node.frozenUntil());
      }
      if (next == Long.MAX_VALUE) {
        return null;
      }
      now = next;
    }
  }

  /** Nothing of a dead node happens any more. */
  void forget(SimulatedNode node) {
    ready.removeIf(step -> step.node() == node);
    later.removeIf(step -> step.node() == node);
  }
}
