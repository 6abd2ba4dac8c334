package dev.workflows.jdbc.crash;

import dev.workflows.WorkflowClient;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.spi.Driver;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A process with an engine, whose threads are the one thread of its case. */
final class Machine implements Driver {

  private final Timeline timeline;
  private final Executor fibers;
  private final Random random;
  private final Access access;
  private final WorkflowEngine engine;
  private boolean dead;
  private boolean buried;

  Machine(
      Timeline timeline,
      Executor fibers,
      Access access,
      Function<Machine, WorkflowEngine> engines) {
    this.timeline = timeline;
    this.fibers = fibers;
    this.access = access;
    this.random = new Random(timeline.nanos());
    this.engine = engines.apply(this);
  }

  /** Starts, as often as it takes: whoever operates it starts it again if it did not come up. */
  void start() {
    for (int tries = 1; !dead && !engine.isRunning(); tries++) {
      try {
        engine.start();
      } catch (RuntimeException e) {
        if (tries == 3) {
          throw e;
        }
      }
    }
  }

  /** How its application reaches the database. */
  Access access() {
    return access;
  }

  WorkflowClient client() {
    return engine.client();
  }

  boolean isDead() {
    return dead;
  }

  void requireLife() {
    if (dead) {
      throw new MachineDied();
    }
  }

  /** Nothing it does has an effect from now on. */
  void die() {
    dead = true;
    access.cut();
    timeline.forget(this);
  }

  /** Ends the threads of its runs; not while any of them waits for what it called. */
  void bury() {
    if (!buried) {
      die();
      engine.abandon();
      buried = true;
    }
  }

  @Override
  public void execute(Lane lane, Runnable task) {
    if (!dead) {
      timeline.after(this, Duration.ZERO, () -> perform(task));
    } else if (lane == Lane.TURN && !buried) {
      task.run();
    }
  }

  @Override
  public Scheduled schedule(Lane lane, Duration delay, Runnable task) {
    boolean[] cancelled = new boolean[1];
    if (!dead) {
      timeline.after(
          this,
          delay,
          () -> {
            if (!cancelled[0]) {
              perform(task);
            }
          });
    }
    return () -> cancelled[0] = true;
  }

  private static void perform(Runnable task) {
    try {
      task.run();
    } catch (MachineDied e) {
      // in the middle of it, as was to be
    }
  }

  @Override
  public <V> @Nullable V await(CompletableFuture<V> value, Duration timeout)
      throws InterruptedException, ExecutionException {
    long until = timeline.nanos() + timeout.toNanos();
    boolean more = true;
    while (more && !value.isDone()) {
      requireLife();
      more = timeline.step(until);
    }
    requireLife();
    return value.isDone() ? value.get() : null;
  }

  /** As in an application: nobody hands over what it can do itself. */
  @Override
  public boolean mayDo(Lane lane) {
    return true;
  }

  @Override
  public long nanoTime() {
    return timeline.nanos();
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public Executor fibers() {
    return fibers;
  }
}
