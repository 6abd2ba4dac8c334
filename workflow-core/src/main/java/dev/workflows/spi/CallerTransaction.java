package dev.workflows.spi;

import java.util.Optional;

/**
 * The transaction of the calling thread on the engine's database, if there is one. What is written
 * through it happens with its commit or not at all. A conflict never aborts it.
 */
public interface CallerTransaction {

  /** Whether the calling thread is in such a transaction. */
  boolean isActive();

  /**
   * The workflow type of a run as this transaction sees it: also one that it started itself.
   *
   * @param target a run id, else a workflow id
   */
  Optional<String> typeOf(String target);

  /** Inserts a run, unowned; it is due when the transaction commits. */
  CommitStore.StartOutcome start(NewRun run);

  /** Inserts a message. */
  CommitStore.SendOutcome send(CommitStore.Send send);

  /** Runs a task after the transaction has committed, on the committing thread; else never. */
  void afterCommit(Runnable task);
}
