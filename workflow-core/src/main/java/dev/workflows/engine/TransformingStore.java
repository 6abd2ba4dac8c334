package dev.workflows.engine;

import dev.workflows.payload.PayloadChain;
import dev.workflows.payload.PayloadTransform;
import dev.workflows.spi.ActivityTransactions;
import dev.workflows.spi.CallerTransaction;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.HistoryStore;
import dev.workflows.spi.Message;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.RunReader;
import dev.workflows.spi.WorkflowStore;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * A store whose values go through transforms on their way in and out: whoever uses it sees them as
 * they are, whoever looks into the tables sees them encoded. Values that were stored before are
 * read as what they are. Thread-safe.
 */
public final class TransformingStore implements WorkflowStore {

  private final WorkflowStore store;
  private final EncodedWrites writes;
  private final DecodedReads reads;

  private TransformingStore(WorkflowStore store, PayloadChain chain) {
    this.store = store;
    this.writes = new EncodedWrites(chain);
    this.reads = new DecodedReads(chain);
  }

  /**
   * A store behind these transforms, in the order in which values go through them when they are
   * written; the store itself if there are none.
   */
  public static WorkflowStore of(WorkflowStore store, List<? extends PayloadTransform> transforms) {
    return transforms.isEmpty()
        ? store
        : new TransformingStore(store, new PayloadChain(transforms));
  }

  @Override
  public CommitStore commits() {
    return new TransformingCommits(store.commits(), writes);
  }

  @Override
  public OwnershipStore ownership() {
    return new TransformingOwnership(store.ownership(), writes, reads);
  }

  @Override
  public RunReader runs() {
    return new TransformingRuns(store.runs(), reads);
  }

  @Override
  public HistoryStore histories() {
    return new TransformingHistories(store.histories(), writes, reads);
  }

  @Override
  public CallerTransaction callerTransaction() {
    return new TransformingCaller(store.callerTransaction(), store.runs(), writes);
  }

  @Override
  public ActivityTransactions activityTransactions() {
    ActivityTransactions transactions = store.activityTransactions();
    return (fence, body) -> execute(transactions, fence, body);
  }

  private ActivityTransactions.Result execute(
      ActivityTransactions transactions, ActivityTransactions.Fence fence, Callable<Message> body)
      throws Exception {
    UUID chain = fence.lease().chainId();
    ActivityTransactions.Result result =
        transactions.execute(fence, () -> writes.message(chain, body.call()));
    Message outcome = result.outcome();
    return outcome == null
        ? result
        : new ActivityTransactions.Result(result.recorded(), reads.message(chain, outcome));
  }

  @Override
  public boolean survivesInterrupts() {
    return store.survivesInterrupts();
  }
}
