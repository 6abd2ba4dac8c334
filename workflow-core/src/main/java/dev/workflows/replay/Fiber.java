package dev.workflows.replay;

import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One line of execution inside a run: a thread that executes only while the run's driver has handed
 * it the baton, and hands it back when it blocks or ends. So of all the fibers of a run and its
 * driver exactly one executes at any moment, and what one wrote the next one sees.
 */
final class Fiber {

  private static final Logger LOG = LoggerFactory.getLogger(Fiber.class);
  private static final int MAX_REFUSALS = 1_000;

  private final RunExecution run;
  private final Runnable body;
  private volatile boolean holdsBaton;
  private @Nullable Thread driver;
  private volatile @Nullable Thread thread;
  private @Nullable Wait wait;
  private int protections;
  private int refusals;
  private boolean ended;
  private boolean ending;

  Fiber(RunExecution run, Runnable body) {
    this.run = run;
    this.body = body;
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

  boolean isRunnable() {
    return !ended && (wait == null || wait.isOver());
  }

  /** Called by the driver: lets the fiber execute until it blocks or ends. */
  void resume(Executor threads) {
    driver = Thread.currentThread();
    holdsBaton = true;
    Thread mine = thread;
    if (mine == null) {
      threads.execute(this::execute);
    } else {
      LockSupport.unpark(mine);
    }
    parkWhile(true);
  }

  /** Called by the driver: unwinds the fiber's code and ends its thread. */
  void end(Executor threads) {
    if (ended) {
      return;
    }
    if (thread == null) {
      ended = true;
      return;
    }
    ending = true;
    while (!ended) {
      resume(threads);
    }
  }

  /** Called by the fiber's own code: hands the baton back until the wait is over. */
  void block(Wait newWait) {
    refuseIfEnding();
    wait = newWait;
    yieldBaton();
    parkWhile(false);
    refuseIfEnding();
    wait = null;
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
    if (++refusals > MAX_REFUSALS) {
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
    handBack();
    while (true) {
      LockSupport.park(this);
      // whoever ends the process's threads interrupts it: it must not spin then
      Thread.interrupted();
    }
  }

  private void execute() {
    thread = Thread.currentThread();
    run.scope().enter(run);
    try (MDC.MDCCloseable workflow = MDC.putCloseable("workflowId", run.id().workflowId());
        MDC.MDCCloseable runId = MDC.putCloseable("runId", run.id().runId().toString())) {
      body.run();
    } catch (FiberEnded end) {
      // its run left memory: nothing of the unwinding is recorded
    } catch (RuntimeException | Error e) {
      run.breakOff(run.codeError(e));
    } finally {
      run.scope().enter(null);
      handBack();
    }
  }

  /** Its last deed: the driver goes on, and never hands the baton to it again. */
  private void handBack() {
    wait = null;
    ended = true;
    thread = null;
    yieldBaton();
  }

  private void yieldBaton() {
    Thread waiting = driver;
    holdsBaton = false;
    LockSupport.unpark(waiting);
  }

  private void parkWhile(boolean batonIsHeld) {
    boolean interrupted = false;
    while (holdsBaton == batonIsHeld) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
