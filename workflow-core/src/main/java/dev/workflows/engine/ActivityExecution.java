package dev.workflows.engine;

import dev.workflows.RunId;
import dev.workflows.WorkflowOperation;
import dev.workflows.payload.Payload;
import dev.workflows.spi.ActivityTransactions;
import dev.workflows.spi.Message;
import dev.workflows.spi.StoreException;
import dev.workflows.spi.WorkflowStore;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt does on its thread, as interceptors surround it: calls the activity, within a
 * transaction that records its outcome if it is transactional. Keeps what came of it, whatever
 * interceptors make of that.
 */
final class ActivityExecution implements Passage.Body {

  private final Attempt attempt;
  private final ActivityCalls calls;
  private final WorkflowStore store;
  private final Node node;
  private @Nullable Payload result;
  private ActivityTransactions.@Nullable Result recorded;
  private @Nullable StoreException lost;

  ActivityExecution(Attempt attempt, ActivityCalls calls, WorkflowStore store, Node node) {
    this.attempt = attempt;
    this.calls = calls;
    this.store = store;
    this.node = node;
  }

  /** The attempt, as interceptors see it. */
  WorkflowOperation operation() {
    RunId id = attempt.run().id();
    return new WorkflowOperation(
        WorkflowOperation.Kind.ACTIVITY,
        attempt.run().type(),
        id.workflowId(),
        id,
        attempt.activity().name(),
        attempt.seq(),
        attempt.number());
  }

  @Override
  public WorkflowOperation carryOut(WorkflowOperation operation) throws Throwable {
    if (attempt.activity().transactional()) {
      recorded = inTransaction();
    } else {
      result = calls.make(attempt);
    }
    return operation;
  }

  /** What the activity returned, if it is not transactional. */
  @Nullable Payload result() {
    return result;
  }

  /** What became of the transaction; {@code null} if there was none, or if it was rolled back. */
  ActivityTransactions.@Nullable Result recorded() {
    return recorded;
  }

  /** Why the database gave the transaction up, or what of its answer was lost. */
  @Nullable StoreException lost() {
    return lost;
  }

  private ActivityTransactions.Result inTransaction() throws Throwable {
    TransactionBody body = new TransactionBody();
    try {
      return store.activityTransactions().execute(fence(), body);
    } catch (Exception e) {
      Throwable thrown = body.thrown;
      if (thrown != null) {
        throw thrown;
      }
      if (e instanceof StoreException given && given.outcome() != StoreException.Outcome.REFUSED) {
        lost = given;
      }
      throw e;
    }
  }

  private ActivityTransactions.Fence fence() {
    boolean hasRow = attempt.rowAttempt() != 0;
    return new ActivityTransactions.Fence(
        attempt.run().lease(),
        attempt.seq(),
        hasRow ? attempt.rowAttempt() : attempt.number(),
        hasRow);
  }

  /** The activity inside its transaction; keeps what it threw apart from what the store throws. */
  private final class TransactionBody implements Callable<Message> {

    private @Nullable Throwable thrown;

    @Override
    public Message call() throws Exception {
      if (!node.isAlive(attempt.run().lease().node())) {
        throw tooLate("This node's lease was over");
      }
      if (attempt.isOver()) {
        throw tooLate("Another outcome was there");
      }
      try {
        Payload made = calls.make(attempt);
        return Message.outcome(attempt.run().id().runId(), attempt.seq(), attempt.number(), made);
      } catch (Throwable e) {
        thrown = e;
        throw e instanceof Exception known ? known : new IllegalStateException(e);
      }
    }
  }

  /** A connection may have been long in coming. */
  private static StoreException tooLate(String why) {
    return new StoreException(
        StoreException.Outcome.ROLLED_BACK, why + " before the activity could begin", null);
  }
}
