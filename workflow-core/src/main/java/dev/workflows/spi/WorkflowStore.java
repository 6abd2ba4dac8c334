package dev.workflows.spi;

/**
 * Everything the engine needs remembered: one object for each part, so that each can be read,
 * wrapped and tested alone. {@code dev.workflows.test.contract.WorkflowStoreContract} says what
 * every implementation must do.
 */
public interface WorkflowStore {

  /** Where changes are made durable. */
  CommitStore commits();

  /** Who owns what. */
  OwnershipStore ownership();

  /** Reading without owning. */
  RunReader runs();

  /** The durable histories. */
  HistoryStore histories();

  /** The calling thread's transaction. */
  CallerTransaction callerTransaction();

  /** Transactional activities. */
  ActivityTransactions activityTransactions();

  /**
   * Whether a thread that is using the database may be interrupted. If not, activities whose
   * outcome is no longer wanted are left to end by themselves.
   */
  default boolean survivesInterrupts() {
    return true;
  }
}
