package dev.workflows.test.simulation;

import dev.workflows.WorkflowClient;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.spi.Driver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One life of a process: an engine whose threads and clock the world decides about. */
final class SimulatedNode implements Driver {

  private final World world;
  private final int number;
  private final Random random;
  private final NodeClock clock;
  private final Map<Lane, Line> lines = new EnumMap<>(Lane.class);
  private final Set<Actor> heldUp = new LinkedHashSet<>();
  private final List<Runnable> onDeath = new ArrayList<>();
  private final WorkflowEngine engine;
  private long frozenUntil;
  private long cutOffUntil;
  private boolean dead;
  private boolean buried;
  private boolean askedToStop;
  private boolean stopping;

  SimulatedNode(World world, int number, Function<SimulatedNode, WorkflowEngine> engines) {
    this.world = world;
    this.number = number;
    this.random = new Random(world.seed());
    this.clock = NodeClock.any(random);
    lines.put(Lane.POLL, new Line(this, Lane.POLL));
    lines.put(Lane.HEARTBEAT, new Line(this, Lane.HEARTBEAT));
    this.engine = engines.apply(this);
  }

  World world() {
    return world;
  }

  int number() {
    return number;
  }

  WorkflowClient client() {
    return engine.client();
  }

  /** Under which id the others know it now. */
  String id() {
    return engine.health().node();
  }

  // ---- its fate

  boolean isDead() {
    return dead;
  }

  /** Whether clients can use it. */
  boolean isUp() {
    return !dead && !stopping && engine.isRunning();
  }

  long frozenUntil() {
    return frozenUntil;
  }

  void freeze(Duration time) {
    frozenUntil = Math.max(frozenUntil, world.nanos() + time.toNanos());
  }

  boolean isCutOff() {
    return world.nanos() < cutOffUntil;
  }

  void cutOff(Duration time) {
    cutOffUntil = Math.max(cutOffUntil, world.nanos() + time.toNanos());
  }

  void requireLife() {
    if (dead) {
      throw new NodeDied();
    }
  }

  void onDeath(Runnable reaction) {
    onDeath.add(reaction);
  }

  @Override
  public String toString() {
    String fate = dead ? "dead" : stopping ? "stopping" : isUp() ? "up" : "starting";
    return "node %d is %s, known as %s".formatted(number, fate, id());
  }

  /** Tries to start until it succeeds, as an application that is started again and again. */
  void start() {
    boolean started = false;
    while (!started) {
      try {
        engine.start();
        started = true;
      } catch (RuntimeException databaseIsAway) {
        rest(Duration.ofMillis(500), "start again");
        requireLife();
      }
    }
  }

  /** Whether it was not asked to stop before. */
  boolean mayStop() {
    boolean may = isUp() && !askedToStop;
    askedToStop |= may;
    return may;
  }

  /** Stops in order, but waits first for a heartbeat that is under way, as the real one would. */
  void stop(Duration drain) {
    while (Objects.requireNonNull(lines.get(Lane.HEARTBEAT)).isBusy()) {
      rest(Duration.ofMillis(100), "stop");
      requireLife();
    }
    stopping = true;
    engine.stop(drain);
    vanish();
  }

  /** Ends in the middle of whatever it was doing. */
  void kill() {
    if (dead) {
      return;
    }
    vanish();
  }

  /** Whatever it was doing unwinds, before anything else happens. */
  private void vanish() {
    dead = true;
    world.forget(this);
    for (Actor actor : heldUp) {
      world.atOnce("unwind", () -> world.resume(actor));
    }
    world.atOnce("bury", this::bury);
  }

  private void bury() {
    onDeath.forEach(Runnable::run);
    engine.abandon();
    buried = true;
  }

  // ---- threads

  /** Holds up the calling task, which a killed node never gets back from. */
  void rest(Duration time, String name) {
    Actor actor = world.current();
    if (actor == null || dead || stopping) {
      return;
    }
    heldUp.add(actor);
    world.rest(this, time, name);
    heldUp.remove(actor);
  }

  @Override
  public void execute(Lane lane, Runnable task) {
    if (dead) {
      bury(lane, task);
      return;
    }
    Line line = lines.get(lane);
    if (line != null) {
      line.add(task);
    } else if (lane == Lane.TURN) {
      world.soon(this, "turn", task);
    } else {
      world.begin(this, lane.name(), task);
    }
  }

  /** So few that activities wait for each other. */
  @Override
  public int activityThreads() {
    return 2;
  }

  /** What unwinds the code of its runs is all that still happens: their threads are to end. */
  private void bury(Lane lane, Runnable task) {
    if (lane == Lane.TURN && !buried) {
      task.run();
    }
  }

  @Override
  public Scheduled schedule(Lane lane, Duration delay, Runnable task) {
    if (dead) {
      return () -> {};
    }
    return world.after(this, delay, lane + " later", () -> execute(lane, task))::cancel;
  }

  @Override
  public <V> @Nullable V await(CompletableFuture<V> value, Duration timeout)
      throws InterruptedException, ExecutionException {
    return world.await(this, value, timeout);
  }

  /** Sometimes, so that both ways are taken. */
  @Override
  public boolean mayDo(Lane lane) {
    return !dead && random.nextBoolean();
  }

  @Override
  public long nanoTime() {
    return clock.at(world.nanos());
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public Executor fibers() {
    return World.THREADS;
  }
}
