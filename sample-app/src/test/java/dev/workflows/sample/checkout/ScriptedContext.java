package dev.workflows.sample.checkout;

import dev.workflows.CancellationScope;
import dev.workflows.ChildOptions;
import dev.workflows.ChildWorkflow;
import dev.workflows.Promise;
import dev.workflows.Saga;
import dev.workflows.WorkflowCancelledException;
import dev.workflows.WorkflowContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/**
 * A run without an engine: what happens to it is a list that its waits work off. A wait that finds
 * the list empty takes it that the time is over.
 */
final class ScriptedContext implements WorkflowContext {

  private final Queue<Runnable> happenings = new ArrayDeque<>();
  private final Random random = new Random(1);
  private boolean cancelled;
  private int protectedScopes;

  /** Adds what happens next. */
  void then(Runnable happening) {
    happenings.add(happening);
  }

  /** Someone asks the run to end. */
  void cancel() {
    cancelled = true;
  }

  /** What every recorded call does in a run: it does not begin once the run is to end. */
  void checkCancelled() {
    if (cancelled && protectedScopes == 0) {
      throw new WorkflowCancelledException("asked to");
    }
  }

  @Override
  public boolean await(String name, Duration timeout, BooleanSupplier condition) {
    checkCancelled();
    while (!condition.getAsBoolean()) {
      Runnable next = happenings.poll();
      if (next == null) {
        return false;
      }
      next.run();
      checkCancelled();
    }
    return true;
  }

  @Override
  public boolean await(Duration timeout, BooleanSupplier condition) {
    return await("", timeout, condition);
  }

  @Override
  public void await(String name, BooleanSupplier condition) {
    if (!await(name, Duration.ofDays(1), condition)) {
      throw new IllegalStateException("Nobody ends the wait for " + name);
    }
  }

  @Override
  public void await(BooleanSupplier condition) {
    await("", condition);
  }

  @Override
  public void nonCancellable(Runnable cleanup) {
    protectedScopes++;
    try {
      cleanup.run();
    } finally {
      protectedScopes--;
    }
  }

  @Override
  public <T> T callNonCancellable(Callable<T> cleanup) throws Exception {
    protectedScopes++;
    try {
      return cleanup.call();
    } finally {
      protectedScopes--;
    }
  }

  @Override
  public boolean cancelRequested() {
    return cancelled;
  }

  @Override
  public void sleep(Duration duration) {
    checkCancelled();
  }

  @Override
  public void sleepUntil(Instant time) {
    checkCancelled();
  }

  @Override
  public String workflowId() {
    return "o-1";
  }

  @Override
  public UUID runId() {
    return new UUID(0, 1);
  }

  @Override
  public String type() {
    return "order";
  }

  @Override
  public long historyLength() {
    return 1;
  }

  @Override
  public Instant now() {
    return Instant.EPOCH;
  }

  @Override
  public Clock clock() {
    return Clock.fixed(now(), ZoneOffset.UTC);
  }

  @Override
  public Logger logger() {
    return NOPLogger.NOP_LOGGER;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  @Override
  public void custom(String name, byte[] data) {}

  @Override
  public <T> ChildWorkflow<T> child(Class<T> type, ChildOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public RuntimeException continueAsNew(@Nullable Object... arguments) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean continueAsNewSuggested() {
    return false;
  }

  @Override
  public Saga saga() {
    return new ScriptedSaga();
  }

  private final class ScriptedSaga implements Saga {

    private final Deque<Runnable> steps = new ArrayDeque<>();

    @Override
    public void add(Runnable compensation) {
      steps.push(compensation);
    }

    @Override
    public void compensate() {
      nonCancellable(
          () -> {
            while (!steps.isEmpty()) {
              steps.pop().run();
            }
          });
    }

    @Override
    public <T> T call(Callable<T> code) {
      throw unused();
    }
  }

  // ---- what an order does not use

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("An order does not use that");
  }

  @Override
  public <T> Promise<T> async(Callable<T> branch) {
    throw unused();
  }

  @Override
  public <T> Promise<T> async(String name, Callable<T> branch) {
    throw unused();
  }

  @Override
  public Promise<@Nullable Void> runAsync(Runnable branch) {
    throw unused();
  }

  @Override
  public <I, O> List<O> map(
      Collection<I> items, int concurrency, Function<? super I, ? extends O> function) {
    throw unused();
  }

  @Override
  public CancellationScope newScope() {
    throw unused();
  }

  @Override
  public void withTimeout(Duration timeout, Runnable code) {
    throw unused();
  }

  @Override
  public <T> T callWithTimeout(Duration timeout, Callable<T> code) {
    throw unused();
  }

  @Override
  public void ensure(Runnable cleanup) {
    throw unused();
  }

  @Override
  public <R> R using(R resource, Consumer<? super R> release) {
    throw unused();
  }

  @Override
  public <T> @Nullable T waitForSignal(String name, Class<T> type) {
    throw unused();
  }

  @Override
  public <T> @Nullable T waitForSignal(String name, Class<T> type, Duration timeout) {
    throw unused();
  }

  @Override
  public <T> @Nullable T waitForSignal(
      String name, Class<T> type, Duration timeout, @Nullable T otherwise) {
    throw unused();
  }

  @Override
  public Map<String, String> attributes() {
    throw unused();
  }

  @Override
  public void attribute(String name, String value) {
    throw unused();
  }

  @Override
  public void removeAttribute(String name) {
    throw unused();
  }

  @Override
  public <T> @Nullable T sideEffect(Class<T> type, Callable<? extends @Nullable T> code) {
    throw unused();
  }

  @Override
  public boolean patched(String id) {
    throw unused();
  }

  @Override
  public void deprecatePatch(String id) {
    throw unused();
  }

  @Override
  public int getVersion(String id, int min, int max) {
    throw unused();
  }
}
