package dev.workflows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * The only door of workflow code to time, waiting and randomness. Taken by the workflow's
 * constructor; belongs to one run and is used by that run's code alone.
 *
 * <p>Everything here gives the same answer whenever the code is executed again. Every wait is
 * durable: the process may end and another one goes on where the wait stands. Every wait ends with
 * a {@link WorkflowCancelledException} once cancellation was requested, except inside {@link
 * #nonCancellable}.
 *
 * <p>Called from outside the run's own code, for instance from a thread the workflow started, a
 * method that waits or records throws {@link IllegalWorkflowCallException}.
 */
public interface WorkflowContext {

  /** The id its starter gave the workflow. */
  String workflowId();

  /** The id of this run. */
  UUID runId();

  /** The type name of the workflow, as in {@link Workflow#value()}. */
  String type();

  /** The time of the event that the code is reacting to; stands still until the next wait ends. */
  Instant now();

  /** A clock in UTC that tells {@link #now()}. */
  Clock clock();

  /** Random numbers from the seed recorded at the start. */
  RandomGenerator random();

  /** A random UUID from the same source as {@link #random()}. */
  UUID uuid();

  /** Waits durably. Returns at once, and records nothing, if the duration is zero or less. */
  void sleep(Duration duration);

  /** Waits durably until the given time. Returns at once if it has passed. */
  void sleepUntil(Instant time);

  /**
   * Waits until the condition holds. It is evaluated whenever something has happened to the run: a
   * signal, an activity's outcome, a timer. It must only read the workflow's fields.
   */
  void await(BooleanSupplier condition);

  /** Like {@link #await(BooleanSupplier)}; the name says what is awaited when the run is shown. */
  void await(String name, BooleanSupplier condition);

  /**
   * Waits until the condition holds or the time is over. A message that arrives later is not lost:
   * its handler still runs.
   *
   * @return whether the condition held; {@code false} means that the time was over
   */
  boolean await(Duration timeout, BooleanSupplier condition);

  /** Like {@link #await(Duration, BooleanSupplier)}, with a name for what is awaited. */
  boolean await(String name, Duration timeout, BooleanSupplier condition);

  /** Whether someone asked this run to end. */
  boolean cancelRequested();

  /** Executes cleanup that cancellation does not interrupt: its waits and activities go on. */
  void nonCancellable(Runnable cleanup);

  /** Like {@link #nonCancellable} for code that returns a value or throws a checked exception. */
  <T> T callNonCancellable(Callable<T> cleanup) throws Exception;

  /**
   * Appends an event of the application's own to the run's history. Written once, also if the code
   * is executed again.
   *
   * @param name what the event is called, up to 255 characters
   * @param data any bytes, within the payload limit
   */
  void custom(String name, byte[] data);
}
