package dev.workflows.test.simulation;

import dev.workflows.spi.ActivityTransactions;
import dev.workflows.spi.CallerTransaction;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.HistoryStore;
import dev.workflows.spi.Message;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.RunReader;
import dev.workflows.spi.StoreException;
import dev.workflows.spi.StoreException.Outcome;
import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.simulation.Fault.Kind;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The way of one node to the database. Before and after each call other steps may happen, the node
 * may be frozen or killed, and the call or its answer may be lost.
 */
final class SimulatedDatabase {

  private static final Duration LONGEST_CALL = Duration.ofMillis(3);
  private static final Set<String> NO_CALLS =
      Set.of("exclusive", "isActive", "afterCommit", "survivesInterrupts", "toString", "hashCode");
  private static final Set<String> READS =
      Set.of("load", "unread", "unreadOf", "owned", "typeOf", "find", "runs", "list", "retries");
  private static final Set<String> MORE_READS =
      Set.of("unanswered", "overdue", "read", "length", "eventAt", "nextSeq", "replay");

  /** A registration holds a lock of its node, for which the simulation cannot wait. */
  private static final Set<String> NEVER_HELD_UP = Set.of("leave", "register");

  private final SimulatedNode node;
  private final Faults faults;

  private SimulatedDatabase(SimulatedNode node, Faults faults) {
    this.node = node;
    this.faults = faults;
  }

  static WorkflowStore of(WorkflowStore store, SimulatedNode node, Faults faults) {
    SimulatedDatabase database = new SimulatedDatabase(node, faults);
    CommitStore commits = database.link(CommitStore.class, store.commits());
    OwnershipStore ownership = database.link(OwnershipStore.class, store.ownership());
    RunReader runs = database.link(RunReader.class, store.runs());
    HistoryStore histories = database.link(HistoryStore.class, store.histories());
    CallerTransaction caller = database.link(CallerTransaction.class, store.callerTransaction());
    ActivityTransactions activities = store.activityTransactions();
    return new WorkflowStore() {
      @Override
      public CommitStore commits() {
        return commits;
      }

      @Override
      public OwnershipStore ownership() {
        return ownership;
      }

      @Override
      public RunReader runs() {
        return runs;
      }

      @Override
      public HistoryStore histories() {
        return histories;
      }

      @Override
      public CallerTransaction callerTransaction() {
        return caller;
      }

      @Override
      public ActivityTransactions activityTransactions() {
        return (fence, body) -> database.inTransaction(activities, fence, body);
      }
    };
  }

  private <T> T link(Class<T> type, T target) {
    InvocationHandler handler =
        (proxy, method, arguments) ->
            NO_CALLS.contains(method.getName())
                ? invoke(target, method, arguments)
                : call(method.getName(), () -> invoke(target, method, arguments));
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object invoke(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Exception {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof Exception known ? known : e;
    }
  }

  private <V> V call(String name, Callable<V> call) throws Exception {
    hold(name);
    boolean writes = !READS.contains(name) && !MORE_READS.contains(name);
    Fault fault = faults.ofCall(writes);
    if (fault != null && fault.kind() == Kind.SLOW) {
      holdFor(name, Duration.ofMillis(fault.millis()));
      fault = null;
    }
    refuse(name, fault);
    V answer = call.call();
    lose(name, fault);
    hold(name);
    if (node.isCutOff()) {
      throw new StoreException(Outcome.UNKNOWN, "cut off before the answer of " + name, null);
    }
    return answer;
  }

  /** The transaction is the application's: it may be held up, or lost, as any other. */
  private ActivityTransactions.Result inTransaction(
      ActivityTransactions activities, ActivityTransactions.Fence fence, Callable<Message> body)
      throws Exception {
    hold("begin");
    refuse("begin", null);
    Fault[] fault = new Fault[1];
    ActivityTransactions.Result result =
        activities.execute(
            fence,
            () -> {
              Message outcome = body.call();
              hold("commit of an activity");
              fault[0] = faults.ofCall(true);
              refuse("commit of an activity", fault[0]);
              return outcome;
            });
    lose("commit of an activity", fault[0]);
    hold("commit of an activity");
    return result;
  }

  private void hold(String name) {
    node.requireLife();
    World world = node.world();
    if (world.chance(30)) {
      holdFor(name, world.time(LONGEST_CALL));
    }
  }

  private void holdFor(String name, Duration time) {
    if (!NEVER_HELD_UP.contains(name)) {
      node.rest(time, name);
    }
    node.requireLife();
  }

  private void refuse(String name, @Nullable Fault fault) {
    if (node.isCutOff()) {
      throw new StoreException(Outcome.UNKNOWN, "cut off before " + name, null);
    }
    if (fault != null && fault.kind() == Kind.LOSE_REQUEST) {
      throw new StoreException(Outcome.UNKNOWN, "lost the request of " + name, null);
    }
    if (fault != null && fault.kind() == Kind.ROLL_BACK) {
      throw new StoreException(Outcome.ROLLED_BACK, "gave up " + name, null);
    }
    if (fault != null && fault.kind() == Kind.LOCK) {
      throw new StoreException(Outcome.LOCKED, "no lock for " + name, null);
    }
  }

  private void lose(String name, @Nullable Fault fault) {
    if (fault != null && fault.kind() == Kind.KILL_AFTER_WRITE) {
      node.kill();
      node.requireLife();
    }
    if (fault != null && fault.kind() == Kind.LOSE_ANSWER) {
      throw new StoreException(Outcome.UNKNOWN, "lost the answer of " + name, null);
    }
  }
}
