package dev.workflows.test.engine;

import dev.workflows.spi.CommitStore;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.WorkflowStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts how often each run is written beside its start. */
final class CommitCount {

  private final Map<UUID, Integer> commits = new ConcurrentHashMap<>();

  int of(UUID run) {
    return commits.getOrDefault(run, 0);
  }

  /** The same store, counted. */
  WorkflowStore in(WorkflowStore store) {
    CommitStore counted = proxy(CommitStore.class, store.commits(), null);
    return proxy(WorkflowStore.class, store, counted);
  }

  private <T> T proxy(Class<T> type, T target, @Nullable CommitStore counted) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (counted != null && method.getName().equals("commits")) {
                return counted;
              }
              if (method.getName().equals("commit")) {
                ((List<?>) arguments[0]).forEach(this::count);
              }
              return invoke(target, method, arguments);
            }));
  }

  private void count(Object commit) {
    commits.merge(((RunCommit) commit).lease().runId(), 1, Integer::sum);
  }

  private static @Nullable Object invoke(Object target, Method method, @Nullable Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}
