package dev.workflows.replay;

import dev.workflows.WorkflowException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One line of execution inside a run: a thread that executes only while it has the baton, and gives
 * it back when it blocks or ends. Of all the fibers of a run exactly one executes at any moment, or
 * whoever makes its turn, and what one wrote the next one sees.
 *
 * <p>When it blocks its thread goes on with what follows: it lets the next fiber go on or, if all
 * are blocked, ends the turn. So no thread waits for another one, unless it asks for that.
 *
 * <p>A fiber that executes for too long is left behind: nobody waits for it any longer. Its code
 * finds that out when it asks for anything, and its thread is the last one to execute the run.
 */
final class Fiber implements CallWaiter {

  private static final Logger LOG = LoggerFactory.getLogger(Fiber.class);
  private static final int MAX_REFUSALS = 1_000;
  private static final String WORKFLOW_ID = "workflowId";
  private static final String RUN_ID = "runId";
  private static final String WORKFLOW_TYPE = "workflowType";

  private final RunExecution run;
  private final String name;
  private final Runnable body;
  private final CodeWatch watch;
  private final FiberThread thread = new FiberThread();
  private volatile boolean standsStill;
  private @Nullable Wait wait;
  private CancelScope scope;
  private int refusals;
  private long restedAt;
  private boolean wentOn;
  private boolean ended;

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
    this.scope = run.scope();
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
    return thread.stack();
  }

  /** What is to be told about it once it is left behind; logs where it is. */
  WorkflowException hangs() {
    return watch.hangs(this);
  }

  /** Whether its code could not be made to end, so that it never will. */
  boolean standsStill() {
    return standsStill;
  }

  // ---- called by whoever makes the turn

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

  /** Whether it did anything when it executed last, apart from asking its condition. */
  boolean wentOn() {
    return wentOn;
  }

  /** Lets it execute until it blocks or ends, and then go on with what follows. */
  void handOver(Executor threads) {
    wentOn = false;
    watch.begins(this);
    thread.handOver(threads, this::execute);
  }

  /**
   * Lets it execute until it blocks or ends; {@code false} if it takes too long: then it is left
   * behind and nothing else of its run may be executed by the caller.
   */
  boolean resume(Executor threads) {
    wentOn = false;
    watch.begins(this);
    try {
      return thread.resume(threads, this::execute);
    } finally {
      watch.rests(this);
    }
  }

  /** Unwinds its code and ends its thread; {@code false} as for {@link #resume}. */
  boolean end(Executor threads) {
    watch.begins(this);
    try {
      return thread.endsByItself() || (thread.baton().awaitReturn() && (ended || end(threads)));
    } finally {
      watch.rests(this);
    }
  }

  /** Whether it waits for the outcome of this call and nothing but that can let it go on. */
  boolean waitsOnlyForCall(long seq) {
    Wait blocked = wait;
    return blocked != null
        && blocked.call() != null
        && blocked.call().seq() == seq
        && scope.endsByItsRunOnly();
  }

  /** Whether it waits for the outcome of this call. */
  boolean waitsFor(Call call) {
    Wait blocked = wait;
    return blocked != null && blocked.call() == call;
  }

  /** Whether this timer ends its wait. */
  boolean waitsFor(Timer timer) {
    Wait blocked = wait;
    return blocked != null && blocked.timer() == timer;
  }

  @Override
  public boolean lend(Errand errand) {
    return thread.lend(errand);
  }

  /** Whether its thread does something else now and is not to be waited for. */
  boolean isAway() {
    return thread.isAway();
  }

  // ---- called by the watch

  /** Whether its thread does something else, so that its code does not execute. */
  boolean isOccupied() {
    return thread.isOccupied();
  }

  Baton baton() {
    return thread.baton();
  }

  /** Its baton was taken away: whoever waits for that finds out; if nobody does, its turn ends. */
  void wasLeftBehind() {
    if (!baton().isAwaited()) {
      watch.rests(this);
      run.fibers().lost(this);
    }
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

  /** Begins code of another scope, or goes back to one; returns the one it was in. */
  CancelScope enter(CancelScope newScope) {
    CancelScope before = scope;
    scope = newScope;
    return before;
  }

  /** What its code is asked to end with. */
  CancelScope scope() {
    return scope;
  }

  /** Throws if the fiber is being ended, so that unwinding code can do nothing more. */
  void refuseIfEnding() {
    if (thread.isEnding()) {
      throw refusal();
    }
  }

  /** What its code gets for whatever it asks for once it is over. */
  FiberEnded refusal() {
    // a thread of the application's own may ask too, and is not ours to stop
    if (++refusals > MAX_REFUSALS && thread.isCurrent()) {
      standStill();
    }
    return new FiberEnded();
  }

  /**
   * Code that catches everything and asks again would never end, and whoever ends it would wait for
   * it for ever. No thread can be made to end, so this one is left behind.
   */
  private void standStill() {
    LOG.error(
        "Code of workflow '{}' catches every Throwable in a loop and cannot be ended. It keeps a"
            + " thread until the process ends; let it catch exceptions only.",
        run.id().workflowId());
    standsStill = true;
    watch.standsStill(this);
    ended();
    while (true) {
      LockSupport.park(this);
      // whoever ends the process's threads interrupts it: it must not spin then
      Thread.interrupted();
    }
  }

  private void execute() {
    thread.begins();
    wentOn = true;
    enterCode();
    try {
      body.run();
    } catch (FiberEnded end) {
      // its run left memory: nothing of the unwinding is recorded
    } catch (WorkflowException e) {
      run.breakOff(e);
    } catch (RuntimeException | Error e) {
      run.breakOff(CodeProblems.error(run.id(), e));
    } finally {
      leaveCode();
      Thread.interrupted();
      thread.ends();
      if (!ended()) {
        watch.cameBack(this);
      }
    }
  }

  /** The last that is heard of it; {@code false} if it had been left behind before. */
  private boolean ended() {
    wait = null;
    ended = true;
    if (thread.isAlone() || giveBack()) {
      return true;
    }
    run.fibers().endOthers(this);
    return false;
  }

  /** What its code says of interrupts is for its own waits, and for nobody's I/O. */
  private void rest() {
    leaveCode();
    boolean interrupted = Thread.interrupted();
    boolean mine = giveBack();
    if (mine) {
      thread.await();
      mine = !thread.baton().isLost();
    }
    if (thread.isAlone()) {
      run.fibers().unwindsAlone(this);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    enterCode();
    if (!mine) {
      throw refusal();
    }
  }

  /** Whether the calling thread is its own. */
  boolean isCurrent() {
    return thread.isCurrent();
  }

  /** Gives the baton back and goes on with what follows; {@code false} if it was taken away. */
  private boolean giveBack() {
    Baton baton = thread.baton();
    boolean isAwaited = baton.isAwaited();
    if (!isAwaited && !run.parts().inStep()) {
      thread.occupy();
    }
    if (!baton.giveBack()) {
      return false;
    }
    if (!isAwaited) {
      watch.rests(this);
      goOn();
    }
    return true;
  }

  /** What follows is the engine's, and none of the code's that has just blocked. */
  private void goOn() {
    try {
      run.fibers().cameBack(this);
    } catch (RuntimeException | Error e) {
      LOG.error("A turn of workflow '{}' could not be ended", run.id().workflowId(), e);
    }
  }

  private void enterCode() {
    run.parts().scope().enter(run);
    MDC.put(WORKFLOW_ID, run.id().workflowId());
    MDC.put(RUN_ID, run.id().runId().toString());
    MDC.put(WORKFLOW_TYPE, run.type());
  }

  private void leaveCode() {
    run.parts().scope().enter(null);
    MDC.remove(WORKFLOW_ID);
    MDC.remove(RUN_ID);
    MDC.remove(WORKFLOW_TYPE);
  }
}
