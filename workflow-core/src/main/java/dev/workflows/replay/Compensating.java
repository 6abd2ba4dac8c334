package dev.workflows.replay;

import dev.workflows.Saga;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;

/** Steps of a run that are undone, last one first. */
final class Compensating implements Saga {

  private final RunExecution run;
  private final Deque<Callable<?>> steps = new ArrayDeque<>();

  Compensating(RunExecution run) {
    this.run = run;
  }

  @Override
  public void add(Runnable compensation) {
    run.context().fiber();
    steps.push(CancelScope.callable(compensation));
  }

  @Override
  public void compensate() {
    Fiber fiber = run.context().fiber();
    while (!steps.isEmpty()) {
      undo(run, fiber, steps.pop());
    }
  }

  @Override
  public <T> T call(Callable<T> code) throws Exception {
    run.context().fiber();
    try {
      return code.call();
    } catch (GoesOnAsNew e) {
      throw e;
    } catch (Exception e) {
      compensate();
      throw e;
    }
  }

  /** Undoes a step; where that fails nobody but an operator can help. */
  static void undo(RunExecution run, Fiber fiber, Callable<?> step) {
    try {
      fiber.scope().detached().call(fiber, step);
    } catch (Exception e) {
      run.breakOff(CodeProblems.notUndone(run.id(), e));
      throw new FiberEnded();
    }
  }
}
