package dev.workflows.test.engine;

import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.WorkflowStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for an engine's first poll, which ends with a claim. On a database that only one process
 * can open that poll counts every other node as dead, also one that a test starts meanwhile.
 */
final class FirstPoll {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final CountDownLatch claimed = new CountDownLatch(1);

  /** The same store, for the engine that is waited for. */
  WorkflowStore watching(WorkflowStore store) {
    OwnershipStore ownership = proxy(OwnershipStore.class, watching(store.ownership()));
    return proxy(
        WorkflowStore.class,
        (proxy, method, arguments) ->
            method.getName().equals("ownership") ? ownership : call(store, method, arguments));
  }

  private InvocationHandler watching(OwnershipStore ownership) {
    return (proxy, method, arguments) -> {
      try {
        return call(ownership, method, arguments);
      } finally {
        if (method.getName().equals("claim")) {
          claimed.countDown();
        }
      }
    };
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object call(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  /** Returns when the poll was made. */
  void await() {
    try {
      if (!claimed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("The engine made no poll within " + PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }
}
