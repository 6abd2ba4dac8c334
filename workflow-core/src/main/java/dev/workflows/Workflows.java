package dev.workflows;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The typed client of one workflow type. Thread-safe; obtained by injection.
 *
 * <p>Where a Spring transaction is active on the engine's database, {@link #start} and {@link
 * WorkflowHandle#signal} and {@link WorkflowHandle#cancel} are part of it: they happen with its
 * commit, or not at all. Otherwise they return when they are durable.
 *
 * @param <T> the workflow class, or an interface it implements
 */
public interface Workflows<T> {

  /**
   * Starts a run under an id of the caller's choice.
   *
   * @throws WorkflowAlreadyExistsException if a run with this id is open
   * @throws InvalidRequestException if the id, the call or its arguments cannot be used
   */
  WorkflowHandle<T> start(String workflowId, WorkflowCall<T> call);

  /** Like {@link #start(String, WorkflowCall)} with more choices. */
  WorkflowHandle<T> start(StartOptions options, WorkflowCall<T> call);

  /**
   * Starts a run and waits for its result, for as long as that takes.
   *
   * @throws WorkflowFailedException if the run ended otherwise than by returning
   */
  <R> @Nullable R execute(String workflowId, Function<T, R> call);

  /**
   * Starts a run, or takes the open one of its workflow id, and sends it a signal: both or neither.
   *
   * @return the run that has the signal
   * @throws WorkflowClosedException if the idempotency key is that of a run that has ended
   */
  WorkflowHandle<T> signalWithStart(
      StartOptions options, WorkflowCall<T> start, WorkflowCall<T> signal);

  /**
   * Starts a run, or takes the open one of its workflow id, and sends it an update, both or
   * neither; then waits for the answer, as {@link WorkflowHandle#update(Function)} does.
   */
  <R> @Nullable R updateWithStart(
      StartOptions options, WorkflowCall<T> start, Function<T, R> update);

  /**
   * A handle on a run by its workflow id (the open run, else the latest) or by its run id. Looks
   * nothing up.
   */
  WorkflowHandle<T> get(String id);
}
