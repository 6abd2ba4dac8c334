package dev.workflows.sample.checkout;

import dev.workflows.CancellationScope;
import dev.workflows.Promise;
import dev.workflows.WorkflowContext;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an order does not use of a run. */
abstract class UnusedContext implements WorkflowContext {

  static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("An order does not use that");
  }

  @Override
  public RuntimeException continueAsNew(@Nullable Object... arguments) {
    throw unused();
  }

  @Override
  public boolean continueAsNewSuggested() {
    throw unused();
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
  public <T> void onSignal(String name, Class<T> type, Consumer<? super @Nullable T> handler) {
    throw unused();
  }

  @Override
  public <R> void onQuery(
      String name, Class<R> resultType, Supplier<? extends @Nullable R> answer) {
    throw unused();
  }

  @Override
  public <A, R> void onQuery(
      String name,
      Class<A> argumentType,
      Class<R> resultType,
      Function<? super @Nullable A, ? extends @Nullable R> answer) {
    throw unused();
  }

  @Override
  public <R> @Nullable R callActivity(
      String name, Class<R> resultType, @Nullable Object... arguments) {
    throw unused();
  }

  @Override
  public void requireActivity(String name, int arguments) {
    throw unused();
  }

  @Override
  public void requireSignal(String name, Class<?> type) {
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
}
