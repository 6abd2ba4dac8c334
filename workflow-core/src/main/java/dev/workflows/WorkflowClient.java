package dev.workflows;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The client without types: everything is reached by name. Thread-safe.
 *
 * <p>An {@code id} is a run id or a workflow id: a UUID is tried as a run id first; a workflow id
 * means its open run, else its latest. What was said of transactions at {@link Workflows} holds
 * here too. Every method throws {@link WorkflowNotFoundException} where there is no such run and
 * {@link InvalidRequestException} for input that cannot be used, before anything is written.
 */
public interface WorkflowClient {

  /**
   * Starts a run.
   *
   * @throws WorkflowAlreadyExistsException if a run with this id is open
   */
  RunId start(String type, StartOptions options, @Nullable Object... arguments);

  /**
   * Waits for a run's result.
   *
   * @throws ResultTimeoutException if the run is still open after the given time
   * @throws WorkflowFailedException if it ended otherwise than by returning
   */
  @Nullable Object result(String id, Type type, Duration timeout);

  /**
   * Sends a signal.
   *
   * <p>If the workflow has {@linkplain Workflow#dynamicHandlers dynamic handlers}, any name will
   * do: what no method declares carries one value at most, written as its class, and waits until
   * the run takes it.
   *
   * @param messageId recognised if it is sent again; one is made if it is {@code null}
   * @throws WorkflowClosedException if the run has ended
   */
  RunId signal(String id, @Nullable String messageId, String name, @Nullable Object... arguments);

  /**
   * Sends a signal whose arguments are JSON text: one argument is the value itself, several are an
   * array, none is {@code null}.
   */
  RunId signalJson(String id, @Nullable String messageId, String name, @Nullable String json);

  /**
   * Sends a signal that nobody sees before some time has passed. A run that ends before does not
   * get it.
   *
   * @param messageId recognised if it is sent again; one is made if it is {@code null}
   * @throws WorkflowClosedException if the run has ended
   */
  RunId signalAfter(
      Duration delay,
      String id,
      @Nullable String messageId,
      String name,
      @Nullable Object... arguments);

  /**
   * Starts a run, or takes the open one of its workflow id, and sends it a signal: both or neither.
   *
   * <p>Sent again with the same message id it does nothing more while the run is open. Whoever may
   * send it again later gives an {@linkplain StartOptions#withIdempotencyKey idempotency key} as
   * well: without one, the id of a run that has ended begins another.
   *
   * @param messageId recognised if it is sent again; one is made if it is {@code null}
   * @return the run that has the signal
   * @throws WorkflowClosedException if the idempotency key is that of a run that has ended
   */
  RunId signalWithStart(
      String type,
      StartOptions options,
      List<?> arguments,
      @Nullable String messageId,
      String name,
      List<?> signalArguments);

  /**
   * Sends an update and waits for its answer.
   *
   * @param updateId recognised if it is sent again: the answer is the same then; one is made if it
   *     is {@code null}
   * @return what its handler returned
   * @throws UpdateRejectedException if it was not accepted
   * @throws UpdateFailedException if its handler failed
   * @throws ResultTimeoutException if there is no answer in time; to go on waiting send it again
   * @throws WorkflowClosedException if the run has ended, or ends without an answer
   */
  @Nullable Object update(
      String id,
      @Nullable String updateId,
      Duration timeout,
      String name,
      @Nullable Object... arguments);

  /** The same with JSON arguments; returns the answer as JSON, {@code null} for none. */
  @Nullable String updateJson(
      String id, @Nullable String updateId, Duration timeout, String name, @Nullable String json);

  /**
   * Starts a run, or takes the open one of its workflow id, and sends it an update, both or
   * neither; then waits for the answer, as {@link #update} does.
   */
  @Nullable Object updateWithStart(
      String type,
      StartOptions options,
      List<?> arguments,
      @Nullable String updateId,
      Duration timeout,
      String name,
      List<?> updateArguments);

  /**
   * Asks a question: one that is declared, else one whose answer the run has {@linkplain
   * WorkflowContext#onQuery registered}.
   */
  @Nullable Object query(String id, String name, @Nullable Object... arguments);

  /** Asks a question with JSON arguments and returns the answer as JSON, {@code null} for none. */
  @Nullable String queryJson(String id, String name, @Nullable String json);

  /**
   * Moves an open run to a newer version of its workflow: it ends as {@code CONTINUED_AS_NEW}, and
   * a run of that version goes on in its place with what the {@link MigrationMethod} returns. The
   * run goes on without cleanup and compensation, its timers end, and messages that nobody took are
   * the next run's. If the run has that version already, nothing happens: ask again if an answer
   * was lost.
   *
   * @param id a run id, else a workflow id; in either case the open run of the series is meant
   * @return the run of that version
   * @throws MigrationRejectedException if it cannot be moved, or not now, as while activities are
   *     under way: nothing was recorded
   * @throws ResultTimeoutException if there is no answer in time; the run may still be moved
   * @throws WorkflowClosedException if the run has ended, or ends without an answer
   */
  RunId migrate(String id, int version, Duration timeout);

  /**
   * Asks a run to end. Asking again changes nothing.
   *
   * @throws WorkflowClosedException if the run has ended
   */
  RunId cancel(String id, @Nullable String reason);

  /**
   * Ends a run at once, without asking its code.
   *
   * @throws WorkflowClosedException if the run has ended
   */
  RunId terminate(String id, @Nullable String reason);

  /**
   * The same client for someone else: signals, cancels and terminations are recorded with who sent
   * them, for those who read the history later.
   *
   * @param who a name, 1 to 255 characters without control characters
   */
  WorkflowClient by(String who);

  /** What a run is doing. */
  RunDescription describe(String id);

  /** A run's history from one position to another, both included. */
  List<RunEvent> history(String id, long fromSeq, long toSeq);

  /**
   * Lists runs, newest first.
   *
   * @param limit how many at most, 1 to 200
   * @param cursor where a page before this one ended, or {@code null} for the first page
   */
  RunPage list(RunFilter filter, int limit, @Nullable String cursor);
}
