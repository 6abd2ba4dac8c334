package dev.workflows;

import java.util.concurrent.Callable;

/**
 * Steps that are undone together, last one first, written by hand: see {@link
 * WorkflowContext#saga}. Where an activity is undone by another one, {@link
 * Activity#compensateWith} says so once for all callers. Belongs to one run and is used by that
 * run's code alone.
 */
public interface Saga {

  /** Registers how a step is undone. To be called before the step if it may end unknown. */
  void add(Runnable compensation);

  /**
   * Undoes everything that was registered, in reverse order, and forgets it. Cancellation does not
   * interrupt it. If a compensation throws, after all retries of what it calls, the run is blocked
   * ({@link ErrorCode#COMPENSATION_FAILED}) and goes on with that compensation when it is tried
   * again; an activity whose outcome made it throw is called again then.
   */
  void compensate();

  /** Executes code; if it throws, {@linkplain #compensate compensates} and throws it again. */
  <T> T call(Callable<T> code) throws Exception;
}
