package dev.workflows.test.engine;

import dev.workflows.spi.ActivityTransactions;
import dev.workflows.spi.CallerTransaction;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.HistoryStore;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.RunReader;
import dev.workflows.spi.StoreException;
import dev.workflows.spi.WorkflowStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A store as a process sees it that dies at one of its writes: from that moment on nothing it does
 * reaches the database, and no answer reaches it. Only the writes for one workflow id are counted.
 */
final class PowerCut {

  /** When the process dies. */
  enum Moment {
    /** The write does not begin. */
    BEFORE,
    /** An activity has done its work inside the transaction, which is rolled back. */
    WITHIN,
    /** The write is durable, and its answer is lost. */
    AFTER
  }

  private static final Set<String> WRITES = Set.of("commit", "start", "send", "execute");

  private static final Set<Class<?>> DOORS =
      Set.of(
          CommitStore.class,
          ActivityTransactions.class,
          OwnershipStore.class,
          RunReader.class,
          HistoryStore.class,
          CallerTransaction.class);

  private final WorkflowStore store;
  private final String workflowId;
  private final int at;
  private final Moment moment;
  private String runId = "unknown";
  private int writes;
  private volatile boolean happened;

  PowerCut(WorkflowStore store, String workflowId, int at, Moment moment) {
    this.store = store;
    this.workflowId = workflowId;
    this.at = at;
    this.moment = moment;
  }

  /** Whether the process is dead. */
  boolean happened() {
    return happened;
  }

  /** Whether there were so many writes. */
  synchronized boolean isReached() {
    return writes >= at;
  }

  /** The store that the process is given. */
  WorkflowStore store() {
    return guard(WorkflowStore.class, store);
  }

  private <T> T guard(Class<T> type, Object target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                guarded(method.getReturnType(), call(target, method, arguments))));
  }

  private @Nullable Object guarded(Class<?> type, @Nullable Object part) {
    return part != null && DOORS.contains(type) ? guard(type, part) : part;
  }

  private @Nullable Object call(Object target, Method method, @Nullable Object[] arguments)
      throws Throwable {
    requireAlive();
    boolean last = WRITES.contains(method.getName()) && isLast(arguments);
    if (last && moment == Moment.BEFORE) {
      die();
    }
    if (last && moment == Moment.WITHIN && method.getName().equals("execute")) {
      arguments[1] = dyingAfter((Callable<?>) arguments[1]);
    }
    Object result = invoke(target, method, arguments);
    if (last && moment == Moment.AFTER) {
      die();
    }
    requireAlive();
    return result;
  }

  private static @Nullable Object invoke(Object target, Method method, @Nullable Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private Callable<Object> dyingAfter(@Nullable Callable<?> body) {
    return () -> {
      if (body != null) {
        body.call();
      }
      throw dead();
    };
  }

  private synchronized boolean isLast(@Nullable Object[] arguments) {
    for (Object argument : arguments) {
      if (argument instanceof List<?> list) {
        list.forEach(this::learnRunId);
      }
    }
    String text = Arrays.deepToString(arguments);
    return (text.contains(workflowId) || text.contains(runId)) && ++writes == at;
  }

  private void learnRunId(Object item) {
    if (item instanceof NewRun run && run.workflowId().equals(workflowId)) {
      runId = run.runId().toString();
    }
  }

  private void requireAlive() {
    if (happened) {
      throw dead();
    }
  }

  private void die() {
    throw dead();
  }

  private StoreException dead() {
    happened = true;
    return new StoreException(StoreException.Outcome.UNKNOWN, "The process is dead", null);
  }
}
