package dev.workflows.replay;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to the end of a scope: its branches; then, if it is its run's, the handlers that are
 * under way; then its cleanup and, if it has failed, what undoes its steps.
 */
final class ScopeEnd {

  private static final String FAILED = "The code that began this branch has failed";

  private final RunExecution run;
  private final CancelScope scope;
  private final Set<Branch<?>> branches = new LinkedHashSet<>();
  private final Deque<Cleanup> cleanups = new ArrayDeque<>();
  private final Deque<Callable<?>> notUndone = new ArrayDeque<>();
  private @Nullable Callable<?> conclusion;

  /** What is done at the end or, if it undoes a step, at the end of what has failed. */
  private record Cleanup(Callable<?> code, boolean undoes) {}

  ScopeEnd(RunExecution run, CancelScope scope) {
    this.run = run;
    this.scope = scope;
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

  /** What is done once everything has ended well; if it fails, so does the scope. */
  void concludeBy(Callable<?> last) {
    conclusion = last;
  }

  /**
   * Ends everything, also what is added meanwhile.
   *
   * @param failure what the scope's code has thrown, if it has
   * @return what the scope throws: never {@code null} if its code has thrown
   */
  @Nullable Exception await(Fiber fiber, @Nullable Exception failure) {
    // code that is only unwound may catch that, and has not ended
    run.context().fiber();
    Exception problem = awaitBranches(fiber, failure);
    do {
      endHandlers(fiber);
      problem = cleanUp(fiber, problem == null ? failureOfHandler() : problem);
      if (problem == null && !goesOn(null)) {
        problem = conclude();
      }
      while (problem != null && !notUndone.isEmpty()) {
        Compensating.undo(run, fiber, notUndone.remove());
      }
    } while (goesOn(problem));
    return problem;
  }

  private @Nullable Exception conclude() {
    try {
      if (conclusion != null) {
        conclusion.call();
      }
      return null;
    } catch (Exception e) {
      return e;
    }
  }

  private boolean goesOn(@Nullable Exception problem) {
    return !cleanups.isEmpty() || hasHandlers() || (problem == null && failureOfHandler() != null);
  }

  // ---- branches

  private @Nullable Exception awaitBranches(Fiber fiber, @Nullable Exception failure) {
    boolean knew = scope.isToEnd();
    if (failure != null) {
      branches.forEach(branch -> branch.askToEnd(FAILED));
    }
    if (!haveEnded()) {
      fiber.block(Wait.forBranches(null, this::haveEnded, () -> false));
    }
    Exception problem = failure;
    for (Branch<?> branch : lost(knew)) {
      problem = both(problem, branch.failure());
    }
    branches.clear();
    return problem;
  }

  private boolean haveEnded() {
    return branches.stream().allMatch(Branch::isDone);
  }

  /** Those whose failures nobody has been told, in the order of their ends. */
  private List<Branch<?>> lost(boolean knew) {
    return branches.stream()
        .filter(branch -> branch.isLost(knew))
        .sorted(Comparator.comparingLong(Branch::endedAs))
        .toList();
  }

  private static @Nullable Exception both(@Nullable Exception first, @Nullable Exception other) {
    return first == null ? other : RunCode.both(first, other);
  }

  // ---- handlers, which belong to the run

  private boolean hasHandlers() {
    return scope.isOfRun() && run.code().hasHandlers();
  }

  private void endHandlers(Fiber fiber) {
    if (scope.isOfRun()) {
      run.code().endHandlers();
    }
    if (hasHandlers()) {
      fiber.block(Wait.forBranches("handlers", () -> !hasHandlers(), () -> false));
    }
  }

  private @Nullable Exception failureOfHandler() {
    return scope.isOfRun() ? run.code().failureOfHandler() : null;
  }

  // ---- cleanup

  /** In reverse order; what undoes a step is put aside as long as nothing has failed. */
  private @Nullable Exception cleanUp(Fiber fiber, @Nullable Exception before) {
    Exception problem = before;
    while (!cleanups.isEmpty()) {
      Cleanup next = cleanups.pop();
      if (!next.undoes()) {
        problem = both(problem, cleanUp(fiber, next.code()));
      } else if (problem == null) {
        notUndone.add(next.code());
      } else {
        Compensating.undo(run, fiber, next.code());
      }
    }
    return problem;
  }

  private static @Nullable Exception cleanUp(Fiber fiber, Callable<?> code) {
    try {
      fiber.scope().detached().call(fiber, code);
      return null;
    } catch (Exception e) {
      return e;
    }
  }
}
