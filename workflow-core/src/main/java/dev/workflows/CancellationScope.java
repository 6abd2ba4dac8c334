package dev.workflows;

import java.util.concurrent.Callable;

/**
 * Code of a run that can be asked to end apart from the rest: see {@link WorkflowContext#newScope}.
 * Belongs to one run and is used by that run's code alone.
 *
 * <p>What is executed in a scope lies within the scope of whoever executes it: asked to end, that
 * asks all within it, branches included. A scope may execute code several times, also at once.
 *
 * <p>Asked to end, a scope's waits throw {@link WorkflowCancelledException}, also those that begin
 * later, and its activities that have no outcome are given up: they are interrupted, and what they
 * return is dropped. Code in {@link WorkflowContext#nonCancellable} is left alone.
 *
 * <p>What is executed in it ends when its code has ended, then all branches that this has begun,
 * then the cleanup that it has {@linkplain WorkflowContext#ensure registered}, last registered
 * first. If the code fails, its branches are asked to end.
 */
public interface CancellationScope {

  /** Executes code in this scope, on the calling line of execution. */
  void run(Runnable code);

  /** Like {@link #run} for code that returns a value or throws a checked exception. */
  <T> T call(Callable<T> code) throws Exception;

  /** Asks the scope to end; the first reason counts. Returns at once. */
  void cancel(String reason);

  /** Whether this scope was asked to end. */
  boolean cancelRequested();
}
