package dev.workflows;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A run, held by its id. Thread-safe, cheap, and valid in any process.
 *
 * @param <T> the workflow class, or an interface it implements
 */
public interface WorkflowHandle<T> {

  /** The id this handle was made with: a run id after a start, otherwise as given. */
  String id();

  /**
   * Waits for the run's result.
   *
   * @return what the workflow method returned
   * @throws ResultTimeoutException if the run is still open after the given time
   * @throws WorkflowFailedException if it ended otherwise than by returning
   * @throws WorkflowNotFoundException if there is no such run
   */
  <R> @Nullable R result(Class<R> type, Duration timeout);

  /**
   * Like {@link #result(Class, Duration)}, for generic types: as {@code new
   * ParameterizedTypeReference<List<Item>>() {}.getType()}.
   */
  @Nullable Object result(Type type, Duration timeout);

  /**
   * Sends a signal.
   *
   * @throws WorkflowClosedException if the run has ended
   * @throws WorkflowNotFoundException if there is no such run
   */
  void signal(WorkflowCall<T> call);

  /**
   * Like {@link #signal(WorkflowCall)}; a message id that this run has seen before is accepted and
   * has no further effect.
   */
  void signal(String messageId, WorkflowCall<T> call);

  /**
   * Sends a signal that nobody sees before some time has passed. A run that ends before does not
   * get it.
   *
   * @throws WorkflowClosedException if the run has ended
   */
  void signalAfter(Duration delay, WorkflowCall<T> call);

  /** Like {@link #signalAfter(Duration, WorkflowCall)}, recognised if it is sent again. */
  void signalAfter(Duration delay, String messageId, WorkflowCall<T> call);

  /**
   * Changes the run and waits for the answer, as in {@code handle.update(w -> w.changeTo(x))}, for
   * as long as that takes.
   *
   * @return what the update's handler returned
   * @throws UpdateRejectedException if it was not accepted: nothing has changed
   * @throws UpdateFailedException if its handler failed; the run goes on
   * @throws WorkflowClosedException if the run has ended, or ends without an answer
   */
  <R> @Nullable R update(Function<T, R> call);

  /**
   * Like {@link #update(Function)}; an update id that this run has seen before is no new update,
   * and has the same answer.
   *
   * @throws ResultTimeoutException if there is no answer in time; to go on waiting send it again
   */
  <R> @Nullable R update(String updateId, Duration timeout, Function<T, R> call);

  /**
   * Asks the run a question, as in {@code handle.query(OrderWorkflow::status)}.
   *
   * @throws WorkflowNotFoundException if there is no such run
   */
  <R> @Nullable R query(Function<T, R> call);

  /** Asks the run to end. Its code sees it at its next wait and may clean up. */
  void cancel(@Nullable String reason);

  /** Ends the run at once. Its code is not asked. */
  void terminate(@Nullable String reason);

  /** What the run is doing. */
  RunDescription describe();
}
