package dev.workflows.replay;

import dev.workflows.WorkflowException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One line of execution inside a run: a thread that executes only while the run's driver has given
 * it the baton, and gives it back when it blocks or ends. So of all the fibers of a run and its
 * driver exactly one executes at any moment, and what one wrote the next one sees.
 *
 * <p>A fiber that executes for too long is left behind: its driver waits no longer. Its code finds
 * that out when it asks for anything, and its thread is the last one to execute the run.
 */
final class Fiber {

  private static final Logger LOG = LoggerFactory.getLogger(Fiber.class);
  private static final int MAX_REFUSALS = 1_000;

  private final RunExecution run;
  private final String name;
  private final Runnable body;
  private final CodeWatch watch;
  private final Baton baton = new Baton();
  private volatile @Nullable Thread thread;
  private volatile boolean standsStill;
  private @Nullable Wait wait;
  private int protections;
  private int refusals;
  private long restedAt;
  private boolean wentOn;
  private boolean ended;
  private boolean ending;

  /**
   * A fiber that has not begun.
   *
   * @param name what it executes, for people
   */
  Fiber(RunExecution run, String name, Runnable body, CodeWatch watch) {
    this.run = run;
    this.name = name;
    this.body = body;
    this.watch = watch;
  }

  RunExecution run() {
    return run;
  }

  String name() {
    return name;
  }

  /** What it is blocked on; {@code null} if it has not begun, executes or has ended. */
  @Nullable Wait waitingFor() {
    return wait;
  }

  boolean hasEnded() {
    return ended;
  }

  /** Where its code stands; empty if it has no thread. */
  StackTraceElement[] stack() {
    Thread mine = thread;
    return mine == null ? new StackTraceElement[0] : mine.getStackTrace();
  }

  /** What is to be told about it once it is left behind; logs where it is. */
  WorkflowException hangs() {
    return watch.hangs(this);
  }

  /** Whether its code could not be made to end, so that it never will. */
  boolean standsStill() {
    return standsStill;
  }

  // ---- called by the driver

  /**
   * Whether it may be able to go on: what its condition says only its own thread asks, and again
   * only if some code has gone on since.
   *
   * @param step grows whenever some fiber of the run has gone on
   */
  boolean mayGoOn(long step) {
    if (ended) {
      return false;
    }
    Wait blocked = wait;
    return blocked == null || (blocked.isForCondition() ? restedAt != step : blocked.isOver());
  }

  /** Says when it was last found unable to go on. */
  void restsAt(long step) {
    restedAt = step;
  }

  /** Whether it did anything when it was last resumed, apart from asking its condition. */
  boolean wentOn() {
    return wentOn;
  }

  /**
   * Lets the fiber execute until it blocks or ends; {@code false} if it takes too long: then it is
   * left behind and nothing else of its run may be executed by the driver.
   */
  boolean resume(Executor threads) {
    wentOn = false;
    baton.give();
    watch.begins(this);
    try {
      Thread mine = thread;
      if (mine == null) {
        threads.execute(this::execute);
      } else {
        LockSupport.unpark(mine);
      }
      return baton.awaitReturn();
    } finally {
      watch.rests(this);
    }
  }

  /** Unwinds the fiber's code and ends its thread; {@code false} as for {@link #resume}. */
  boolean end(Executor threads) {
    if (thread == null) {
      ended = true;
    }
    ending = true;
    boolean inTime = true;
    while (!ended && inTime) {
      inTime = resume(threads);
    }
    return inTime;
  }

  Baton baton() {
    return baton;
  }

  // ---- called by the fiber's own code

  /** Hands the baton back until the wait is over. */
  void block(Wait newWait) {
    refuseIfEnding();
    wait = newWait;
    do {
      rest();
      refuseIfEnding();
    } while (!isOver(newWait));
    wait = null;
    wentOn = true;
  }

  private boolean isOver(Wait blocked) {
    try {
      return blocked.isOver();
    } catch (Error e) {
      // an error of a condition is none of the code that waits, which could catch it
      run.breakOff(CodeProblems.error(run.id(), e));
      throw refusal();
    }
  }

  /** Begins code that cancellation does not interrupt; may be nested. */
  void protect() {
    protections++;
  }

  void unprotect() {
    protections--;
  }

  boolean isProtected() {
    return protections > 0;
  }

  /** Throws if the fiber is being ended, so that unwinding code can do nothing more. */
  void refuseIfEnding() {
    if (ending) {
      throw refusal();
    }
  }

  /** What its code gets for whatever it asks for once it is over. */
  FiberEnded refusal() {
    // a thread of the application's own may ask too, and is not ours to stop
    if (++refusals > MAX_REFUSALS && Thread.currentThread() == thread) {
      standStill();
    }
    return new FiberEnded();
  }

  /**
   * Code that catches everything and asks again would never end, and its driver would wait for it
   * for ever. No thread can be made to end, so this one is left behind.
   */
  private void standStill() {
    LOG.error(
        "Code of workflow '{}' catches every Throwable in a loop and cannot be ended. It keeps a"
            + " thread until the process ends; let it catch exceptions only.",
        run.id().workflowId());
    standsStill = true;
    watch.standsStill(this);
    wait = null;
    ended = true;
    if (!baton.giveBack()) {
      run.fibers().endOthers(this);
    }
    while (true) {
      LockSupport.park(this);
      // whoever ends the process's threads interrupts it: it must not spin then
      Thread.interrupted();
    }
  }

  private void execute() {
    thread = Thread.currentThread();
    wentOn = true;
    run.parts().scope().enter(run);
    try (MDC.MDCCloseable workflow = MDC.putCloseable("workflowId", run.id().workflowId());
        MDC.MDCCloseable runId = MDC.putCloseable("runId", run.id().runId().toString())) {
      body.run();
    } catch (FiberEnded end) {
      // its run left memory: nothing of the unwinding is recorded
    } catch (WorkflowException e) {
      run.breakOff(e);
    } catch (RuntimeException | Error e) {
      run.breakOff(CodeProblems.error(run.id(), e));
    } finally {
      run.parts().scope().enter(null);
      handBack();
    }
  }

  /** Its last deed: the driver goes on, and never hands the baton to it again. */
  private void handBack() {
    wait = null;
    ended = true;
    thread = null;
    if (!baton.giveBack()) {
      watch.cameBack(this);
      run.fibers().endOthers(this);
    }
  }

  private void rest() {
    if (!baton.giveBack()) {
      throw refusal();
    }
    baton.await();
  }
}
