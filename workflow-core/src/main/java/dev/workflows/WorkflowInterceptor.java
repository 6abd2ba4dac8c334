package dev.workflows;

/**
 * Sees what is asked of workflows and what comes of it, for logs, metrics, traces, audits. Several
 * are asked in order, the first one outermost. Thread-safe.
 *
 * <p>Two kinds of things happen. What is done on one thread from beginning to end is passed {@link
 * #around}: what clients ask for, and every attempt of an activity. What becomes of runs is decided
 * turn by turn and is {@link #told} once it is durable. Nothing is seen again when code is executed
 * again.
 */
public interface WorkflowInterceptor {

  /**
   * Surrounds an operation: what stands before {@link Next#proceed} happens before, what stands
   * after it happens after, on the same thread. Has to proceed exactly once and may throw, but
   * cannot hide: what the operation itself throws reaches its caller even if it is caught here.
   *
   * <p>An exception before a client's operation reaches the client, and nothing is written. One
   * after it reaches the client as well, although the operation has happened. Checked exceptions
   * are wrapped in {@link java.lang.reflect.UndeclaredThrowableException}.
   *
   * <p>An exception around an attempt of an activity is the attempt's failure, as if the activity
   * had thrown it: another attempt follows if the activity's retries allow it. The transaction of a
   * transactional activity begins and ends within {@link Next#proceed}; once it is committed with
   * its outcome, an exception is only logged.
   */
  default void around(WorkflowOperation operation, Next next) throws Exception {
    next.proceed();
  }

  /**
   * Is told of a turn that has become durable, once and in order for each run, before anything
   * follows from it: before activities are called and callers get results. If the process ends in
   * that instant, nobody is told.
   *
   * <p>The run, and others, wait for this method: it has to be quick, and to hand slow work to
   * threads of its own. Whatever it throws is logged and changes nothing.
   */
  default void told(WorkflowTurn turn) {}

  /** What is left of an operation: the interceptors behind, then the operation itself. */
  interface Next {

    /**
     * Carries it out.
     *
     * @return the same operation with everything that is known of it now: its run and its type
     * @throws Exception what the operation, or an interceptor behind, throws
     */
    WorkflowOperation proceed() throws Exception;
  }
}
