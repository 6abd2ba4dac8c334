package dev.workflows.test.simulation;

import dev.workflows.WorkflowException;
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
import java.time.Duration;
import java.util.List;
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
      Set.of(
          "load",
          "unread",
          "unreadOf",
          "owned",
          "typeOf",
          "find",
          "runs",
          "list",
          "retries",
          "unanswered",
          "overdue",
          "read",
          "length",
          "eventAt",
          "nextSeq",
          "replay");

  private static final Set<String> CLAIMS = Set.of("claim", "takeOver");

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
    ActivityTransactions activities = store.activityTransactions();
    return new StoreParts(
        database.link(CommitStore.class, store.commits()),
        database.link(OwnershipStore.class, store.ownership()),
        database.link(RunReader.class, store.runs()),
        database.link(HistoryStore.class, store.histories()),
        database.link(CallerTransaction.class, store.callerTransaction()),
        (fence, body) -> database.inTransaction(activities, fence, body));
  }

  private <T> T link(Class<T> type, T target) {
    return StoreParts.changed(
        type,
        (method, arguments) ->
            NO_CALLS.contains(method.getName())
                ? StoreParts.call(target, method, arguments)
                : call(
                    method.getName(),
                    type != CallerTransaction.class,
                    () -> StoreParts.call(target, method, arguments)));
  }

  /** A call, whatever it throws. */
  private interface Call<V> {
    V make() throws Throwable;
  }

  private <V> V call(String name, boolean alone, Call<V> call) throws Throwable {
    hold(name);
    Fault fault = READS.contains(name) ? null : faults.ofWrite(name);
    before(name, fault);
    if (alone && fault != null && fault.kind() == Kind.LAND_LATE) {
      throw landingLate(name, fault, call);
    }
    V answer = call.make();
    boolean claimed = CLAIMS.contains(name) && !((List<?>) answer).isEmpty();
    after(name, fault == null && claimed ? faults.ofAnswer() : fault);
    hold(name);
    if (node.isCutOff()) {
      throw new StoreException(Outcome.UNKNOWN, "cut off before the answer of " + name, null);
    }
    return answer;
  }

  /** Nobody waits for its answer any more. */
  private StoreException landingLate(String name, Fault fault, Call<?> call) {
    faults.setOut();
    node.world()
        .after(
            null,
            Duration.ofMillis(fault.millis()),
            "late " + name,
            () -> {
              faults.landed();
              try {
                call.make();
              } catch (WorkflowException refused) {
                // it came too late
              } catch (Throwable e) {
                throw new IllegalStateException(name, e);
              }
            });
    return new StoreException(Outcome.UNKNOWN, "lost sight of " + name, null);
  }

  /** The transaction is the application's: it may be held up, or lost, as any other. */
  private ActivityTransactions.Result inTransaction(
      ActivityTransactions activities, ActivityTransactions.Fence fence, Callable<Message> body)
      throws Exception {
    hold("begin");
    Fault first = faults.ofWrite("begin");
    before("begin", first);
    after("begin", first);
    Fault[] fault = new Fault[1];
    ActivityTransactions.Result result =
        activities.execute(
            fence,
            () -> {
              Message outcome = body.call();
              hold("commit of an activity");
              fault[0] = faults.ofWrite("commit of an activity");
              before("commit of an activity", fault[0]);
              return outcome;
            });
    after("commit of an activity", fault[0]);
    hold("commit of an activity");
    return result;
  }

  private void hold(String name) {
    node.requireLife();
    World world = node.world();
    if (world.chance(faults.delays())) {
      holdFor(name, world.time(LONGEST_CALL));
    }
  }

  private void holdFor(String name, Duration time) {
    if (!NEVER_HELD_UP.contains(name)) {
      node.rest(time, name);
    }
    node.requireLife();
  }

  private void before(String name, @Nullable Fault fault) {
    if (fault != null && fault.kind() == Kind.FREEZE_BEFORE_WRITE) {
      freeze(name, fault);
    }
    if (fault != null && fault.kind() == Kind.SLOW) {
      holdFor(name, Duration.ofMillis(fault.millis()));
    }
    if (node.isCutOff()) {
      throw new StoreException(Outcome.UNKNOWN, "cut off before " + name, null);
    }
    if (fault != null) {
      refuse(name, fault.kind());
    }
  }

  private static void refuse(String name, Kind kind) {
    switch (kind) {
      case LOSE_REQUEST -> throw new StoreException(Outcome.UNKNOWN, "lost " + name, null);
      case ROLL_BACK -> throw new StoreException(Outcome.ROLLED_BACK, "gave up " + name, null);
      case LOCK -> throw new StoreException(Outcome.LOCKED, "no lock for " + name, null);
      default -> {}
    }
  }

  private void after(String name, @Nullable Fault fault) {
    if (fault == null) {
      return;
    }
    switch (fault.kind()) {
      case KILL_AFTER_WRITE -> {
        node.kill();
        node.requireLife();
      }
      case FREEZE_AFTER_WRITE -> freeze(name, fault);
      case LOSE_ANSWER, LAND_LATE ->
          throw new StoreException(Outcome.UNKNOWN, "lost the answer of " + name, null);
      default -> {}
    }
  }

  private void freeze(String name, Fault fault) {
    if (!NEVER_HELD_UP.contains(name)) {
      node.freeze(Duration.ofMillis(fault.millis()));
      holdFor(name, Duration.ZERO);
    }
  }
}
