package dev.workflows.replay;

import dev.workflows.Promise;
import dev.workflows.WorkflowCancelledException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Code that goes on beside the code that began it, on a fiber of its own. */
final class Branch<T extends @Nullable Object> extends Promise<T> {

  private final RunExecution run;
  private final @Nullable String name;
  private final CancelScope owner;
  private final CancelScope scope;
  private final Callable<T> code;
  private @Nullable Supplier<T> outcome;
  private @Nullable Exception failure;
  private long endedAs;
  private boolean observed;

  /**
   * A branch that has not begun.
   *
   * @param name what it is called when it is waited for
   * @param owner the scope that ends no earlier than it
   */
  Branch(RunExecution run, @Nullable String name, CancelScope owner, Callable<T> code) {
    this.run = run;
    this.name = name;
    this.owner = owner;
    this.scope = owner.nested();
    this.code = code;
  }

  // ---- on its own fiber

  void execute() {
    try {
      T value = scope.call(run.context().fiber(), this::begin);
      end(() -> value, null);
    } catch (Exception e) {
      RuntimeException thrown = unchecked(e);
      end(
          () -> {
            throw thrown;
          },
          e);
    }
  }

  private T begin() throws Exception {
    scope.throwIfToEnd();
    return code.call();
  }

  private void end(Supplier<T> newOutcome, @Nullable Exception newFailure) {
    outcome = newOutcome;
    failure = newFailure;
    endedAs = run.fibers().nextEnd();
    if (!isLost(false)) {
      owner.forget(this);
    }
  }

  static RuntimeException unchecked(Exception e) {
    return e instanceof RuntimeException unchecked ? unchecked : new CompletionException(e);
  }

  // ---- by whoever holds it

  @Override
  public T get() {
    await(name == null ? null : "branch '" + name + "'", this::isDone);
    observe();
    return Objects.requireNonNull(outcome).get();
  }

  @Override
  protected void awaitUntil(BooleanSupplier done) {
    await(null, done);
  }

  private void await(@Nullable String what, BooleanSupplier done) {
    if (!done.getAsBoolean()) {
      run.context().waits().forBranches(what, done);
    }
  }

  @Override
  public boolean isDone() {
    return outcome != null;
  }

  @Override
  public boolean isFailed() {
    return failure != null;
  }

  @Override
  public void cancel(String reason) {
    run.context().fiber();
    askToEnd(reason);
  }

  void askToEnd(String reason) {
    if (!isDone()) {
      scope.askToEnd(reason);
    }
  }

  @Override
  protected long endedAs() {
    return endedAs;
  }

  /** Not by queries, since nobody knows of them the next time. */
  @Override
  protected void observe() {
    if (run.fibers().asking() != null) {
      observed = true;
      if (isDone()) {
        owner.forget(this);
      }
    }
  }

  /**
   * Whether it failed, and nobody knows. That it was told to end and did is no failure.
   *
   * @param knew whether the code that began it was told to end as well before it ended
   */
  boolean isLost(boolean knew) {
    boolean told =
        failure instanceof WorkflowCancelledException
            && (scope.ownReason() != null || (knew && scope.isToEnd()));
    return failure != null && !observed && !told;
  }

  /** What it failed with. */
  @Nullable Exception failure() {
    return failure;
  }
}
