package dev.workflows.replay;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to the end of a scope: its branches, then its cleanup and, if it has failed, what
 * undoes its steps.
 */
final class ScopeEnd {

  private static final String FAILED = "The code that began this branch has failed";

  private final RunExecution run;
  private final boolean ofRun;
  private final Set<Branch<?>> branches = new LinkedHashSet<>();
  private final Deque<Cleanup> cleanups = new ArrayDeque<>();

  /** What is done at the end or, if it undoes a step, at the end of what has failed. */
  private record Cleanup(Callable<?> code, boolean undoes) {}

  /**
   * An end to which nothing belongs yet.
   *
   * @param ofRun whether it is the end of all code of the run
   */
  ScopeEnd(RunExecution run, boolean ofRun) {
    this.run = run;
    this.ofRun = ofRun;
  }

  void add(Branch<?> branch) {
    branches.add(branch);
  }

  void forget(Branch<?> branch) {
    branches.remove(branch);
  }

  void addCleanup(Callable<?> cleanup) {
    cleanups.push(new Cleanup(cleanup, false));
  }

  void addCompensation(Callable<?> undo) {
    cleanups.push(new Cleanup(undo, true));
  }

  /**
   * Ends everything.
   *
   * @param failure what the scope's code has thrown, if it has
   * @return what the scope throws: never {@code null} if its code has thrown
   */
  @Nullable Exception await(Fiber fiber, @Nullable Exception failure) {
    // code that is only unwound may catch that, and has not ended
    run.context().fiber();
    if (failure != null) {
      branches.forEach(branch -> branch.askToEnd(FAILED));
    }
    if (!haveEnded()) {
      fiber.block(Wait.forBranches(null, this::haveEnded, () -> false));
    }
    Exception problem = failure == null ? firstLost() : failure;
    branches.clear();
    return cleanUp(fiber, problem);
  }

  private boolean haveEnded() {
    return branches.stream().allMatch(Branch::isDone);
  }

  private @Nullable Exception firstLost() {
    return branches.stream()
        .filter(Branch::isLost)
        .min(Comparator.comparingLong(Branch::endedAs))
        .map(Branch::failure)
        .orElseGet(this::failureOfHandler);
  }

  private @Nullable Exception failureOfHandler() {
    return ofRun ? run.code().failureOfHandler() : null;
  }

  /** In reverse order; what undoes a step is passed over as long as nothing has failed. */
  private @Nullable Exception cleanUp(Fiber fiber, @Nullable Exception before) {
    Exception problem = before;
    Deque<Callable<?>> notUndone = new ArrayDeque<>();
    while (!cleanups.isEmpty()) {
      Cleanup next = cleanups.pop();
      if (!next.undoes()) {
        problem = cleanUp(fiber, next.code(), problem);
      } else if (problem == null) {
        notUndone.add(next.code());
      } else {
        Compensating.undo(run, fiber, next.code());
      }
    }
    Exception last = problem == null ? failureOfHandler() : problem;
    if (last != null) {
      notUndone.forEach(code -> Compensating.undo(run, fiber, code));
    }
    return last;
  }

  private static @Nullable Exception cleanUp(
      Fiber fiber, Callable<?> code, @Nullable Exception problem) {
    try {
      fiber.scope().detached().call(fiber, code);
    } catch (Exception e) {
      if (problem == null) {
        return e;
      }
      if (problem != e) {
        problem.addSuppressed(e);
      }
    }
    return problem;
  }
}
