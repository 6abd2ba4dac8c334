package dev.workflows;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a branch of a workflow's code will return: see {@link WorkflowContext#async}. Belongs to one
 * run and is used by that run's code alone; keep it in variables and fields, never in a payload.
 *
 * <p>Nothing of it is recorded: when the code is executed again, the branch returns once more what
 * it returned before, and branches end in the same order, which is that of the events that let them
 * go on.
 *
 * @param <T> what the branch returns
 */
public abstract class Promise<T extends @Nullable Object> {

  /** Promises are made by {@link WorkflowContext}. */
  protected Promise() {}

  /**
   * Waits for the end of the branch.
   *
   * @return what the branch returned
   * @throws RuntimeException what the branch threw, the same instance each time; a checked
   *     exception as the cause of a {@link CompletionException}
   * @throws WorkflowCancelledException also if the code that waits was asked to end
   */
  public abstract T get();

  /** Whether the branch has ended, so that {@link #get} does not wait. May stand in a condition. */
  public abstract boolean isDone();

  /**
   * Asks the branch to end, as {@link CancellationScope#cancel} does. Has no effect once it has
   * ended.
   */
  public abstract void cancel(String reason);

  /** Whether the branch ended with an exception. */
  public abstract boolean isFailed();

  /** Waits until this holds, which depends on promises of the same run only. */
  protected abstract void awaitUntil(BooleanSupplier done);

  /** Which branch of the run it was to end, counted from 1; only to be asked when it has ended. */
  protected abstract long endedAs();

  /** Somebody is told how it ended: a failure is not lost then. */
  protected abstract void observe();

  /**
   * What all of these return, in the order in which they are given.
   *
   * <p>{@link #get} fails as soon as one of them has failed, with the failure of the first to do
   * so; the others go on.
   */
  public static <T extends @Nullable Object> Promise<List<T>> allOf(
      Collection<? extends Promise<? extends T>> promises) {
    return new AllOf<>(List.copyOf(promises));
  }

  /**
   * What the first of these to end returns, or how it fails; the others go on.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static <T extends @Nullable Object> Promise<T> anyOf(
      Collection<? extends Promise<? extends T>> promises) {
    return new FirstOf<>(List.copyOf(promises), false);
  }

  /**
   * Like {@link #anyOf}, only that the others are asked to end by whoever waits for the first.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static <T extends @Nullable Object> Promise<T> race(
      Collection<? extends Promise<? extends T>> promises) {
    return new FirstOf<>(List.copyOf(promises), true);
  }
}
