package dev.workflows.replay;

import dev.workflows.CancellationScope;
import dev.workflows.WorkflowCancelledException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What is asked to end together: a run, or a part of its code, with the branches and the cleanup
 * that belong to it. It lies within another scope, unless it is its run's.
 */
final class CancelScope implements CancellationScope {

  private final RunExecution run;
  private final @Nullable CancelScope outer;
  private final Kind kind;
  private final ScopeEnd end;
  private @Nullable String reason;

  private enum Kind {
    /** All code of a run. */
    RUN,
    /** Ends with the one around it, and never otherwise. */
    HANDLER,
    /** May be asked to end apart from the one around it. */
    PART,
    /** Is left alone when the one around it is to end. */
    DETACHED
  }

  private CancelScope(RunExecution run, @Nullable CancelScope outer, Kind kind) {
    this.run = run;
    this.outer = outer;
    this.kind = kind;
    this.end = new ScopeEnd(run, kind == Kind.RUN);
  }

  /** The scope of all of a run's code. */
  static CancelScope of(RunExecution run) {
    return new CancelScope(run, null, Kind.RUN);
  }

  /** The scope of a message's handler, within its run's. */
  CancelScope ofHandler() {
    return new CancelScope(run, this, Kind.HANDLER);
  }

  /** A scope within this one that may be asked to end apart from it. */
  CancelScope nested() {
    return new CancelScope(run, this, Kind.PART);
  }

  /** A scope within this one that goes on when this one is asked to end. */
  CancelScope detached() {
    return new CancelScope(run, this, Kind.DETACHED);
  }

  // ---- being asked to end

  @Override
  public void cancel(String newReason) {
    run.context().fiber();
    askToEnd(newReason);
  }

  /** The same, whoever asks; the first reason counts. */
  void askToEnd(String newReason) {
    if (reason == null) {
      reason = newReason;
    }
  }

  @Override
  public boolean cancelRequested() {
    run.fibers().refuseIfLeftBehind();
    return reason != null || (outer != null && outer.cancelRequested());
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
    return reason != null || outer == null || kind == Kind.DETACHED ? reason : outer.reasonToEnd();
  }

  /** Whether it is to end for another reason than that its run is, which only the code knows. */
  boolean isToEndApart() {
    return outer != null && (reason != null || (kind != Kind.DETACHED && outer.isToEndApart()));
  }

  /** Why this very scope was asked to end. */
  @Nullable String ownReason() {
    return reason;
  }

  /** Whether it is to end when its run is. */
  boolean endsWithRun() {
    return kind != Kind.DETACHED && (outer == null || outer.endsWithRun());
  }

  /** Whether its code cannot ask it to end. */
  boolean endsByItsRunOnly() {
    return kind != Kind.PART && (outer == null || outer.endsByItsRunOnly());
  }

  // ---- executing code

  @Override
  public void run(Runnable code) {
    run(run.context().fiber(), code);
  }

  @Override
  public <T> T call(Callable<T> code) throws Exception {
    return call(run.context().fiber(), code);
  }

  /** Executes code in it, and what belongs to its end; checked exceptions are its branches'. */
  void run(Fiber fiber, Runnable code) {
    try {
      call(fiber, callable(code));
    } catch (Exception e) {
      throw Branch.unchecked(e);
    }
  }

  /** Executes code in it, and what belongs to its end. */
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

  /** Code that returns nothing of interest. */
  static Callable<Boolean> callable(Runnable code) {
    return () -> {
      code.run();
      return Boolean.TRUE;
    };
  }
}
