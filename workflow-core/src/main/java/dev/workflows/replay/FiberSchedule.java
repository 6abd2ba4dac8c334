package dev.workflows.replay;

import dev.workflows.WorkflowException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The fibers of a run and their order, which the history alone determines: handlers of signals that
 * have just arrived first, in the order of arrival; then every fiber that can go on, in the order
 * of creation, again and again until all are blocked.
 */
final class FiberSchedule {

  private static final String CODE = "The code";

  private final RunExecution run;
  private final Executor threads;
  private final CodeWatch watch;
  private final List<Fiber> fibers = new ArrayList<>();
  private final Deque<Fiber> arrived = new ArrayDeque<>();
  private @Nullable Fiber executing;
  private volatile @Nullable Fiber leftBehind;
  private long step;

  FiberSchedule(RunExecution run, ExecutionParts parts) {
    this.run = run;
    this.threads = parts.fibers();
    this.watch = parts.code();
  }

  @Nullable Fiber executing() {
    return executing;
  }

  void startMain(Runnable body) {
    fibers.add(0, new Fiber(run, CODE, body, watch));
  }

  void startHandler(Runnable body) {
    arrived.add(new Fiber(run, CODE, body, watch));
  }

  void runUntilBlocked() {
    step++;
    while (!run.isOver() && !arrived.isEmpty()) {
      Fiber handler = arrived.remove();
      fibers.add(handler);
      resume(handler);
    }
    boolean progress = true;
    while (progress && !run.isOver()) {
      progress = false;
      for (Fiber fiber : List.copyOf(fibers)) {
        if (!run.isOver() && fiber.mayGoOn(step)) {
          progress |= resume(fiber);
        }
      }
    }
    fibers.removeIf(Fiber::hasEnded);
  }

  /** Lets it go on if it can; whether it did. */
  private boolean resume(Fiber fiber) {
    executing = fiber;
    if (!fiber.resume(threads)) {
      throw leaveBehind(fiber);
    }
    executing = null;
    if (fiber.wentOn()) {
      step++;
    }
    fiber.restsAt(step);
    return fiber.wentOn();
  }

  /** Executes code that may read but not act: it counts as none of the fibers. */
  <T extends @Nullable Object> T reading(Supplier<T> code) {
    Fiber fiberBefore = executing;
    executing = null;
    RunExecution runBefore = run.parts().scope().enter(run);
    try {
      return code.get();
    } finally {
      run.parts().scope().enter(runBefore);
      executing = fiberBefore;
    }
  }

  boolean isEmpty() {
    return fibers.isEmpty();
  }

  /** Whether one of them was left behind: only that one executes the run from then on. */
  boolean hang() {
    return leftBehind != null;
  }

  /** Says that a fiber was left behind; returns what its driver throws. */
  WorkflowException leaveBehind(Fiber fiber) {
    leftBehind = fiber;
    return fiber.hangs();
  }

  /** Refuses whatever code asks for that was left behind, or is unwound by such code. */
  void refuseIfLeftBehind() {
    Fiber last = leftBehind;
    if (last != null) {
      Fiber asking = executing;
      throw (asking == null ? last : asking).refusal();
    }
  }

  /** Called by a fiber that was left behind, at its end. */
  void endOthers(Fiber last) {
    leftBehind = last;
    end();
  }

  /** Unwinds every fiber. One that takes too long will itself do so with those after it. */
  void end() {
    arrived.clear();
    for (Fiber fiber : fibers) {
      executing = fiber;
      if (!fiber.end(threads)) {
        leaveBehind(fiber);
        return;
      }
      executing = null;
    }
    fibers.clear();
  }

  List<String> waitingFor(LongFunction<String> callText) {
    List<String> texts = new ArrayList<>();
    for (Fiber fiber : fibers) {
      Wait wait = fiber.waitingFor();
      if (wait != null) {
        texts.add(WaitText.of(run, fiber, wait, callText));
      }
    }
    return texts;
  }
}
