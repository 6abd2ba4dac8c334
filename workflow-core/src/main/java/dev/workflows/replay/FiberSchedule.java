package dev.workflows.replay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The fibers of a run and their order, which the history alone determines: handlers of signals that
 * have just arrived first, in the order of arrival; then every fiber that can go on, in the order
 * of creation, again and again until all are blocked.
 */
final class FiberSchedule {

  private final RunExecution run;
  private final Executor threads;
  private final List<Fiber> fibers = new ArrayList<>();
  private final Deque<Fiber> arrived = new ArrayDeque<>();
  private @Nullable Fiber executing;

  FiberSchedule(RunExecution run, Executor threads) {
    this.run = run;
    this.threads = threads;
  }

  @Nullable Fiber executing() {
    return executing;
  }

  void startMain(Runnable body) {
    fibers.add(0, new Fiber(run, body));
  }

  void startHandler(Runnable body) {
    arrived.add(new Fiber(run, body));
  }

  void runUntilBlocked() {
    while (!run.isOver() && !arrived.isEmpty()) {
      Fiber handler = arrived.remove();
      fibers.add(handler);
      resume(handler);
    }
    boolean progress = true;
    while (progress && !run.isOver()) {
      progress = false;
      for (Fiber fiber : List.copyOf(fibers)) {
        if (!run.isOver() && fiber.isRunnable()) {
          resume(fiber);
          progress = true;
        }
      }
    }
    fibers.removeIf(Fiber::hasEnded);
  }

  /** Executes code that may read but not act: it counts as none of the fibers. */
  boolean reading(BooleanSupplier code) {
    Fiber fiberBefore = executing;
    executing = null;
    RunExecution runBefore = run.scope().enter(run);
    try {
      return code.getAsBoolean();
    } finally {
      run.scope().enter(runBefore);
      executing = fiberBefore;
    }
  }

  void end() {
    arrived.clear();
    for (Fiber fiber : fibers) {
      executing = fiber;
      fiber.end(threads);
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

  private void resume(Fiber fiber) {
    executing = fiber;
    fiber.resume(threads);
    executing = null;
  }
}
