package dev.workflows.test.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads, time and chance of a simulation. Exactly one step executes at any moment; which one is
 * next, and how long it takes, the seed decides. The same seed makes the same steps.
 *
 * <p>Whoever is held up makes the steps of the others meanwhile, on its own thread, until one of
 * them is to go on: so a thread gives way to another one only where it must.
 */
final class World {

  static final Threads THREADS = new Threads();

  private static final Instant BEGINNING = Instant.parse("2030-01-01T00:00:00Z");
  private static final int LONGEST_STEP_NANOS = 400_000;
  private static final int STUCK_AFTER_SECONDS = 30;

  private final Random chance;
  private final Agenda agenda = new Agenda();
  private final Actor main = new Actor();
  private final Set<Actor> heldUp = new LinkedHashSet<>();
  private BooleanSupplier goesOn = () -> false;
  private long now;
  private volatile int steps;
  private long trace;
  private boolean over;
  private @Nullable Actor current;
  private @Nullable Actor next;
  private @Nullable Throwable problem;

  /** Its main thread is the calling one. */
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

  // ---- what is to happen

  /** Does something soon. */
  void soon(@Nullable SimulatedNode node, String name, Runnable body) {
    agenda.soon(node, name, body);
  }

  /** Does something before anything else, as part of what happens now. */
  void atOnce(String name, Runnable body) {
    agenda.urgent(name, body);
  }

  /** Does something after a while. */
  Agenda.Step after(@Nullable SimulatedNode node, Duration delay, String name, Runnable body) {
    return agenda.at(node, now + Math.max(0, delay.toNanos()), name, body);
  }

  /** Begins a task soon that may be held up. */
  void begin(@Nullable SimulatedNode node, String name, Runnable body) {
    Actor actor = new Actor(body);
    soon(node, name, () -> next = actor);
  }

  /** Nothing of a dead node happens any more. */
  void forget(SimulatedNode node) {
    agenda.forget(node);
  }

  // ---- tasks

  /** The task that executes now, {@code null} if it is a step without one. */
  @Nullable Actor current() {
    return current;
  }

  /** Lets a task go on that is held up. */
  void resume(Actor actor) {
    if (heldUp.contains(actor)) {
      next = actor;
    }
  }

  /** Holds up the calling task for a while; does nothing where there is no task. */
  void rest(@Nullable SimulatedNode node, Duration time, String name) {
    Actor actor = current;
    if (actor != null) {
      Agenda.Step end = after(node, time, name, () -> resume(actor));
      rest(actor);
      end.cancel();
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
      value.whenComplete((any, failure) -> wake.run());
      Agenda.Step end = after(null, timeout, "time-out", wake);
      node.onDeath(wake);
      rest(actor);
      end.cancel();
    }
    node.requireLife();
    return value.isDone() ? value.get() : null;
  }

  private void rest(Actor actor) {
    requireTime();
    heldUp.add(actor);
    Actor chosen = advance();
    if (chosen != actor) {
      pass(chosen);
      actor.awaitBaton(0);
    }
    heldUp.remove(actor);
    current = actor;
    requireTime();
  }

  private void requireTime() {
    if (over) {
      throw new NodeDied();
    }
  }

  /** Hands the baton over; whoever has not begun yet is given a thread. */
  private void pass(Actor actor) {
    if (actor.hasBegun()) {
      actor.giveBaton();
    } else {
      THREADS.execute(() -> work(actor));
    }
  }

  /** What a thread does: one task, and others that have not begun, as long as it has the baton. */
  private void work(Actor first) {
    Actor mine = first;
    while (!mine.hasBegun()) {
      current = mine;
      Throwable thrown = mine.execute();
      problem = problem == null ? thrown : problem;
      mine = advance();
    }
    mine.giveBaton();
  }

  // ---- steps

  /** Lets things happen, one by one, until there is nothing more or this says so. */
  void run(BooleanSupplier untilFalse) {
    goesOn = untilFalse;
    Actor chosen = advance();
    if (chosen != main) {
      pass(chosen);
      awaitEnd();
    }
    Throwable thrown = problem;
    if (thrown != null) {
      problem = null;
      throw new IllegalStateException("A task of the simulation failed", thrown);
    }
  }

  private void awaitEnd() {
    int seen = -1;
    int looks = 0;
    while (!main.awaitBaton(TimeUnit.SECONDS.toNanos(1))) {
      looks = steps == seen ? looks + 1 : 0;
      seen = steps;
      if (looks > STUCK_AFTER_SECONDS) {
        throw stuck();
      }
    }
  }

  private IllegalStateException stuck() {
    IllegalStateException stuck =
        new IllegalStateException("The simulation is stuck: something waits for a real thread");
    Actor executing = current;
    if (executing != null) {
      stuck.setStackTrace(executing.stack());
    }
    return stuck;
  }

  /** Makes steps on the calling thread until one of them is that a task goes on, or the end. */
  private Actor advance() {
    current = null;
    next = null;
    try {
      while (next == null && problem == null && (agenda.hasUrgent() || goesOn.getAsBoolean())) {
        if (!step()) {
          return main;
        }
      }
    } catch (Throwable e) {
      problem = e;
    }
    Actor chosen = next;
    return chosen == null || problem != null ? main : chosen;
  }

  private boolean step() {
    Agenda.Step step = agenda.take(now, this::pick);
    while (step == null) {
      long then = agenda.next();
      if (then == Long.MAX_VALUE) {
        return false;
      }
      now = then;
      step = agenda.take(now, this::pick);
    }
    steps++;
    trace = trace * 31 + step.name().hashCode() * 7L + step.where();
    trace = trace * 31 + now;
    now += pick(LONGEST_STEP_NANOS);
    step.happen();
    return true;
  }

  /** Lets what is urgent happen, then ends every task that is still held up. */
  void end() {
    over = true;
    problem = null;
    for (Actor actor : List.copyOf(heldUp)) {
      agenda.urgent("end", () -> resume(actor));
    }
    run(() -> false);
  }
}
