package dev.workflows.benchmarks.ours;

import dev.workflows.spi.ActivityTransactions;
import dev.workflows.spi.CallerTransaction;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.HistoryStore;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.RunReader;
import dev.workflows.spi.WorkflowStore;

/** A store whose commits go through something else first. */
record StoreWithCommits(WorkflowStore store, CommitStore commits) implements WorkflowStore {

  @Override
  public OwnershipStore ownership() {
    return store.ownership();
  }

  @Override
  public RunReader runs() {
    return store.runs();
  }

  @Override
  public HistoryStore histories() {
    return store.histories();
  }

  @Override
  public CallerTransaction callerTransaction() {
    return store.callerTransaction();
  }

  @Override
  public ActivityTransactions activityTransactions() {
    return store.activityTransactions();
  }

  @Override
  public boolean survivesInterrupts() {
    return store.survivesInterrupts();
  }
}
