package dev.workflows.replay;

import dev.workflows.WorkflowCancelledException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Code that is asked to end together: that of a run, or a part of it, from its beginning to the end
 * of its branches and its cleanup. It lies within the scope that it is executed in, unless it is
 * its run's.
 */
final class CancelScope {

  private final RunExecution run;
  private final @Nullable CancelScope outer;
  private final @Nullable ScopeHandle handle;
  private final boolean detached;
  private final ScopeEnd end;
  private @Nullable String reason;

  private CancelScope(
      RunExecution run,
      @Nullable CancelScope outer,
      @Nullable ScopeHandle handle,
      boolean detached) {
    this.run = run;
    this.outer = outer;
    this.handle = handle;
    this.detached = detached;
    this.end = new ScopeEnd(run, this);
  }

  /** The scope of all of a run's code. */
  static CancelScope of(RunExecution run) {
    return new CancelScope(run, null, null, false);
  }

  /** A scope within this one that may be asked to end apart from it. */
  CancelScope nested() {
    return new CancelScope(run, this, null, false);
  }

  /** A scope within this one that also ends when the code asks by this. */
  CancelScope heldBy(ScopeHandle newHandle) {
    return new CancelScope(run, this, newHandle, false);
  }

  /** A scope within this one that goes on when this one is asked to end. */
  CancelScope detached() {
    return new CancelScope(run, this, null, true);
  }

  boolean isOfRun() {
    return outer == null;
  }

  // ---- being asked to end

  /** Asks it to end; the first reason counts. */
  void askToEnd(String newReason) {
    if (reason == null) {
      reason = newReason;
    }
  }

  /** Why this very scope was asked to end. */
  @Nullable String ownReason() {
    return reason != null || handle == null ? reason : handle.reason();
  }

  /** Whether waits in it are over. */
  boolean isToEnd() {
    return reasonToEnd() != null;
  }

  void throwIfToEnd() {
    String why = reasonToEnd();
    if (why != null) {
      throw new WorkflowCancelledException(why);
    }
  }

  private @Nullable String reasonToEnd() {
    String own = ownReason();
    return own != null || outer == null || detached ? own : outer.reasonToEnd();
  }

  /** Whether it is to end for another reason than that its run is, which only the code knows. */
  boolean isToEndApart() {
    return outer != null && (ownReason() != null || (!detached && outer.isToEndApart()));
  }

  /** Whether it, or anything around it, was asked to end, also if it is left alone then. */
  boolean isRequestedToEnd() {
    return ownReason() != null || (outer != null && outer.isRequestedToEnd());
  }

  /** Whether it is to end when its run is. */
  boolean endsWithRun() {
    return !detached && (outer == null || outer.endsWithRun());
  }

  /** Whether the code cannot ask it to end. */
  boolean endsByItsRunOnly() {
    return outer == null || (detached && outer.endsByItsRunOnly());
  }

  // ---- executing code

  /** Executes code in it, and what belongs to its end; checked exceptions are its branches'. */
  void run(Fiber fiber, Runnable code) {
    try {
      call(fiber, callable(code));
    } catch (Exception e) {
      throw Branch.unchecked(e);
    }
  }

  /** Executes code in it, and what belongs to its end. To be called once. */
  <T extends @Nullable Object> T call(Fiber fiber, Callable<T> code) throws Exception {
    CancelScope before = fiber.enter(this);
    try {
      T result;
      try {
        result = code.call();
      } catch (Exception e) {
        throw Objects.requireNonNull(end.await(fiber, e));
      }
      Exception failure = end.await(fiber, null);
      if (failure != null) {
        throw failure;
      }
      return result;
    } finally {
      fiber.enter(before);
    }
  }

  // ---- what belongs to it

  void add(Branch<?> branch) {
    end.add(branch);
  }

  /** A branch has ended, and its end needs no mention. */
  void forget(Branch<?> branch) {
    end.forget(branch);
  }

  /** Cleanup for its end, before all that was added so far. */
  void addCleanup(Runnable cleanup) {
    end.addCleanup(callable(cleanup));
  }

  /** Undoes a step if this fails, before what was added so far. */
  void addCompensation(Callable<?> undo) {
    end.addCompensation(undo);
  }

  /** What is done once everything in it has ended well; if it fails, so does the scope. */
  void concludeBy(Callable<?> last) {
    end.concludeBy(last);
  }

  /** Code that returns nothing of interest. */
  static Callable<Boolean> callable(Runnable code) {
    return () -> {
      code.run();
      return Boolean.TRUE;
    };
  }
}
