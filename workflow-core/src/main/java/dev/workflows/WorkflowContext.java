package dev.workflows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

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

  /**
   * How many events the run's history has, with what the code has asked for so far. A run with many
   * takes long to come back into memory; over a limit (50,000 unless configured) it is blocked.
   */
  long historyLength();

  /** The time of the event that the code is reacting to; stands still until the next wait ends. */
  Instant now();

  /** A clock in UTC that tells {@link #now()}. */
  Clock clock();

  /**
   * A logger named after the workflow class that says nothing while the code is executed again,
   * answers a query, or is unwound. So each line is written once, but once more whenever its turn
   * was not recorded: if the process dies, if a message arrives in the last instant, each time a
   * blocked run is tried again.
   */
  Logger logger();

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

  /**
   * Begins a branch: code that goes on beside the calling code whenever that waits, with waits and
   * activities of its own. One line of a run's code executes at any moment, so branches may use the
   * workflow's fields without locks.
   *
   * <p>A branch belongs to the code that begins it, which ends no earlier than its branches: a
   * workflow method that returns waits for them, one that throws asks them to end and waits. A
   * failure that nobody {@linkplain Promise#get asked} for then becomes that of the code that
   * waits.
   *
   * <p>Each branch that has begun and not ended keeps a thread while its run is in memory: use
   * {@link #map} for many.
   */
  <T> Promise<T> async(Callable<T> branch);

  /** Like {@link #async(Callable)}; the name says what is awaited when the run is shown. */
  <T> Promise<T> async(String name, Callable<T> branch);

  /** Like {@link #async(Callable)} for code that returns nothing. */
  Promise<@Nullable Void> runAsync(Runnable branch);

  /**
   * Applies a function to each of the items, to so many of them at a time, and waits for all.
   *
   * <p>If one fails, no further one begins, those that have begun are asked to end, and once they
   * have the first failure is thrown.
   *
   * @param concurrency how many branches do it, at least 1
   * @return what the function returned, in the order of the items
   */
  <I, O> List<O> map(
      Collection<I> items, int concurrency, Function<? super I, ? extends O> function);

  /** What executes code that can be asked to end apart from the rest. */
  CancellationScope newScope();

  /**
   * Executes code that is asked to end when the time is over.
   *
   * @throws ScopeTimeoutException if it did end because of that; at once if the time is zero or
   *     less
   */
  void withTimeout(Duration timeout, Runnable code);

  /** Like {@link #withTimeout} for code that returns a value or throws a checked exception. */
  <T> T callWithTimeout(Duration timeout, Callable<T> code) throws Exception;

  /**
   * Registers cleanup for the end of the code that the caller is in: of the workflow method, a
   * handler, a branch or a {@linkplain CancellationScope scope}, whichever is innermost. It is
   * executed when that returns, fails or is cancelled, in reverse order, and cancellation does not
   * interrupt it; never when the run leaves memory or its process ends, since the run goes on then.
   *
   * <p>Cleanup that throws does not keep the other from being executed; its exception becomes the
   * code's unless that has failed already.
   */
  void ensure(Runnable cleanup);

  /** {@linkplain #ensure Ensures} that something is released; returns it. */
  <R> R using(R resource, Consumer<? super R> release);

  /**
   * Whether someone asked this run, or the scope that the calling code is in, to end; also if a
   * handler has failed, which ends the run.
   */
  boolean cancelRequested();

  /** Executes cleanup that cancellation does not interrupt: its waits and activities go on. */
  void nonCancellable(Runnable cleanup);

  /** Like {@link #nonCancellable} for code that returns a value or throws a checked exception. */
  <T> T callNonCancellable(Callable<T> cleanup) throws Exception;

  /**
   * Waits for the next signal of this name and takes it; signals that came before wait for that, in
   * the order in which they came. Its handler has been executed by then.
   *
   * @param name of a signal whose handler is declared {@linkplain SignalMethod#queued queued}; in a
   *     workflow with {@linkplain Workflow#dynamicHandlers dynamic handlers} also one that nothing
   *     declares, as long as no handler is registered for it
   * @param type what the signal carries
   * @return what it carried, {@code null} if that is nothing
   * @throws IllegalArgumentException if the workflow has no such signal
   */
  <T> @Nullable T waitForSignal(String name, Class<T> type);

  /**
   * The same within a time. A signal that comes later is not lost: the next wait takes it.
   *
   * @throws SignalTimeoutException if none came in time; at once if the time is zero or less
   */
  <T> @Nullable T waitForSignal(String name, Class<T> type, Duration timeout);

  /** The same, returning this, which may be {@code null}, if none came in time. */
  <T> @Nullable T waitForSignal(
      String name, Class<T> type, Duration timeout, @Nullable T otherwise);

  /**
   * Registers what handles signals of a name that no method declares, from now on: those that wait
   * already, and those to come, in the order in which they came. As with a declared handler each is
   * handled once, on its own beside the other code, and may wait and call activities. Records
   * nothing. Registered again, a name has the new handler for what is handled afterwards.
   *
   * <p>To be called in the workflow method, a handler or a branch, not in the constructor. What
   * nobody has taken when the run continues as new reaches the next one.
   *
   * @param type what the signal carries. A value that cannot be read as this blocks the run until
   *     code is deployed that can; {@link dev.workflows.payload.JsonValue} takes any
   * @param handler is given {@code null} if the signal carries nothing
   * @throws IllegalWorkflowCallException if the class does not say that it has {@linkplain
   *     Workflow#dynamicHandlers dynamic handlers}
   * @throws IllegalArgumentException if a method declares the name, or the type is none of values
   * @throws InvalidRequestException if the name is empty, too long or not printable
   */
  <T> void onSignal(String name, Class<T> type, Consumer<? super @Nullable T> handler);

  /**
   * Registers what answers a query of a name that no method declares, from now on. What answers may
   * read and nothing else, as a {@link QueryMethod}. Records nothing. Registered again, a name has
   * the new answer. A closed run answers as well.
   *
   * @param resultType as what the answer is written where it is asked for as JSON
   * @throws IllegalWorkflowCallException as for {@link #onSignal}
   * @throws IllegalArgumentException as for {@link #onSignal}
   * @throws InvalidRequestException as for {@link #onSignal}
   */
  <R> void onQuery(String name, Class<R> resultType, Supplier<? extends @Nullable R> answer);

  /**
   * Like {@link #onQuery(String, Class, Supplier)} for a query with an argument.
   *
   * @param argumentType as what the argument is read; one that is none is refused
   * @param answer is given {@code null} if the query has no argument
   */
  <A, R> void onQuery(
      String name,
      Class<A> argumentType,
      Class<R> resultType,
      Function<? super @Nullable A, ? extends @Nullable R> answer);

  /** {@link #child(Class, ChildOptions)} with the default options. */
  default <T> ChildWorkflow<T> child(Class<T> type) {
    return child(type, ChildOptions.defaults());
  }

  /**
   * Another workflow, to be called by this one: nothing has begun yet. A workflow class that the
   * constructor takes can be called directly as well, which is the same with the default options.
   *
   * @param type a workflow class, or an interface that one implements
   * @throws IllegalArgumentException if there is no such workflow
   */
  <T> ChildWorkflow<T> child(Class<T> type, ChildOptions options);

  /**
   * Ends this run and goes on in a new one of the same workflow id, with this input and an empty
   * history: how a workflow that never ends keeps its history short. What it has scheduled for its
   * end is done first. Messages that nobody has taken reach the next run; one that was sent before
   * is recognised there too.
   *
   * <p>Never returns: it throws what ends the workflow method, and code must not catch that.
   * Written as {@code throw workflow.continueAsNew(…)}, which tells the compiler.
   *
   * @param arguments of the workflow method
   * @throws IllegalWorkflowCallException outside of the workflow method, as in a handler or branch
   * @throws WorkflowCancelledException if the code was asked to end
   */
  RuntimeException continueAsNew(@Nullable Object... arguments);

  /**
   * Whether the history has become so long (5 000 events) that the run should {@linkplain
   * #continueAsNew continue as a new one} where it can.
   */
  boolean continueAsNewSuggested();

  /**
   * Calls an activity by its recorded name, as {@code inventory.reserve}, and waits for its
   * outcome: for code that learns only when it is executed which activity to call. The same in all
   * respects as a call of the bean's method, also recorded as such.
   *
   * @param resultType what the caller takes the result for; {@code Object.class} if it may be
   *     anything
   * @param arguments as many as the activity takes, of the types it declares
   * @return what it returned, {@code null} if that is nothing
   * @throws InvalidRequestException if no such activity is deployed, or takes other arguments or
   *     returns something else; nothing is recorded then
   * @throws ActivityFailedException if it failed for good; an exception that it declares arrives as
   *     itself, a checked one as the cause of a {@link java.util.concurrent.CompletionException}
   */
  <R> @Nullable R callActivity(String name, Class<R> resultType, @Nullable Object... arguments);

  /**
   * Refuses an activity that {@link #callActivity} could not call: to find that out before anything
   * is done. Records nothing.
   *
   * @param arguments how many it would be given
   * @throws InvalidRequestException if no such activity is deployed, or it takes more or less
   */
  void requireActivity(String name, int arguments);

  /**
   * Refuses a signal that {@link #waitForSignal} could not wait for. Records nothing.
   *
   * @throws IllegalArgumentException if the workflow has no such signal
   */
  void requireSignal(String name, Class<?> type);

  /** Steps that are undone by hand; nothing is registered yet. */
  Saga saga();

  /**
   * Executes code once and records what it returned: whenever the workflow's code is executed
   * again, that is returned without executing it. For what is quick and need not be tried again,
   * such as reading a setting; use an activity for everything else. If the turn is not recorded,
   * since the process dies or a message arrives in the last instant, the code is executed once
   * more.
   *
   * <p>The code must not use this context, nor change the workflow's fields.
   *
   * @param type what is returned, as it is recorded
   * @throws SideEffectFailedException if the code threw an exception, which is recorded as well
   */
  <T> @Nullable T sideEffect(Class<T> type, Callable<? extends @Nullable T> code);

  /**
   * Whether the run may do what a change of the code introduced: {@code true} in runs that come to
   * this place for the first time, which is recorded; {@code false} in those that were beyond it
   * before the change. Asked again, it gives the same answer.
   *
   * @param id the change's name, which is recorded
   */
  boolean patched(String id);

  /**
   * Stands where {@link #patched} stood once no open run needs the code before the change any more.
   * It accepts runs with and without the record; those that are new can do without this line later.
   */
  void deprecatePatch(String id);

  /**
   * Which version of a change this run follows: {@code max} in runs that come to this place for the
   * first time, which is recorded; {@code min} in those that were beyond it before the change;
   * otherwise what was recorded. Asked again, it gives the same answer.
   *
   * @param id the change's name, which is recorded
   * @param min the oldest version that the code still has; what there was before the first one, for
   *     as long as runs are open that were beyond the place then
   * @param max the newest
   * @throws IllegalArgumentException if {@code max} is less than {@code min}
   * @throws NonDeterminismException if the recorded version is outside of both: the run is blocked
   */
  int getVersion(String id, int min, int max);

  /** By which the run is found, by name: as it was started, and as its code has changed it. */
  Map<String, String> attributes();

  /**
   * Sets an attribute of the run, by which {@link WorkflowClient#list} finds it. Recorded whenever
   * it is called, also with the value that the attribute has; seen from outside once the turn is
   * durable. Never a secret: attributes are shown as they are.
   *
   * @param name 1 to 64 letters, digits, dots, underscores and hyphens
   * @param value 1 to 255 printable characters
   * @throws InvalidRequestException if they are not, or the run has 32 others
   */
  void attribute(String name, String value);

  /** Removes an attribute of the run, if it has it. */
  void removeAttribute(String name);

  /**
   * Appends an event of the application's own to the run's history. Written once, also if the code
   * is executed again.
   *
   * @param name what the event is called, up to 255 characters
   * @param data any bytes, within the payload limit
   */
  void custom(String name, byte[] data);
}
