package dev.workflows.test;

import dev.workflows.spi.ActivityTransactions;
import dev.workflows.spi.CallerTransaction;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.HistoryStore;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.RunReader;
import dev.workflows.spi.WorkflowStore;
import java.time.InstantSource;

/**
 * A store that keeps everything in memory, for tests. It does what a database would do, so it is
 * held to the same contract; only nothing outlives the object.
 *
 * <p>Thread-safe: one lock makes every method a transaction. It starts no threads, waits for nobody
 * and takes the database's time from the given clock, so a test or a simulation decides both.
 */
public final class InMemoryWorkflowStore implements WorkflowStore {

  private final StoreState state;
  private final InMemoryCommits commits;
  private final InMemoryOwnership ownership;
  private final InMemoryRuns runs;
  private final InMemoryHistories histories;
  private final InMemoryTransactions transactions;

  /** An empty store that several nodes may use, with this clock as the database's. */
  public InMemoryWorkflowStore(InstantSource clock) {
    this(clock, false);
  }

  /**
   * An empty store.
   *
   * @param clock the database's clock, used in microseconds
   * @param exclusive what {@link OwnershipStore#exclusive()} answers
   */
  public InMemoryWorkflowStore(InstantSource clock, boolean exclusive) {
    state = new StoreState(clock);
    ClientWrites clients = new ClientWrites(state);
    commits = new InMemoryCommits(state, clients);
    ownership = new InMemoryOwnership(state, exclusive);
    runs = new InMemoryRuns(state);
    histories = new InMemoryHistories(state);
    transactions = new InMemoryTransactions(state, clients);
  }

  /** Lets these faults decide about every later write; {@link StoreFaults#NONE} ends them. */
  public void inject(StoreFaults faults) {
    state.faults(faults);
  }

  /**
   * Runs the work in a transaction of the calling thread, as an application's transaction template
   * would. It commits when the work returns and rolls back when it throws.
   */
  public void inTransaction(Runnable work) {
    transactions.run(work);
  }

  /** Makes the calling thread's transaction roll back when its work returns. */
  public void setRollbackOnly() {
    transactions.setRollbackOnly();
  }

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
    return transactions;
  }

  @Override
  public ActivityTransactions activityTransactions() {
    return transactions;
  }
}
