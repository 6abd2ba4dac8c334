package dev.workflows.test.simulation;

import dev.workflows.spi.ActivityTransactions;
import dev.workflows.spi.CallerTransaction;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.HistoryStore;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunReader;
import dev.workflows.spi.WorkflowStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store of parts, some of which are not what they were. */
record StoreParts(
    CommitStore commits,
    OwnershipStore ownership,
    RunReader runs,
    HistoryStore histories,
    CallerTransaction callerTransaction,
    ActivityTransactions activityTransactions)
    implements WorkflowStore {

  static StoreParts of(WorkflowStore store) {
    return new StoreParts(
        store.commits(),
        store.ownership(),
        store.runs(),
        store.histories(),
        store.callerTransaction(),
        store.activityTransactions());
  }

  StoreParts with(CommitStore others) {
    return new StoreParts(
        others, ownership, runs, histories, callerTransaction, activityTransactions);
  }

  StoreParts with(OwnershipStore other) {
    return new StoreParts(commits, other, runs, histories, callerTransaction, activityTransactions);
  }

  StoreParts with(ActivityTransactions others) {
    return new StoreParts(commits, ownership, runs, histories, callerTransaction, others);
  }

  /** What is done instead of writing a batch. */
  @FunctionalInterface
  interface Writing {

    /** Writes it, or not. */
    void commit(CommitStore real, List<RunCommit> batch);
  }

  /** The same store, but for how it commits. */
  @SuppressWarnings("unchecked")
  static WorkflowStore writing(WorkflowStore store, Writing writing) {
    CommitStore real = store.commits();
    return of(store)
        .with(
            changed(
                CommitStore.class,
                (method, arguments) -> {
                  if (!method.getName().equals("commit")) {
                    return call(real, method, arguments);
                  }
                  writing.commit(real, (List<RunCommit>) arguments[0]);
                  return null;
                }));
  }

  /** What calls of a part become. */
  @FunctionalInterface
  interface Change {

    /** Instead of the call, or around it. */
    @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable;
  }

  static <T> T changed(Class<T> type, Change change) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                change.call(method, arguments == null ? new Object[0] : arguments)));
  }

  /** Calls the real one. */
  static @Nullable Object call(Object target, Method method, @Nullable Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
