package dev.workflows.test;

/**
 * Decides what happens to the transactions of an {@link InMemoryWorkflowStore}. Asked once for each
 * write, under the store's lock: it must not call the store.
 */
@FunctionalInterface
public interface StoreFaults {

  /** Every transaction is committed and answered. */
  StoreFaults NONE = operation -> Fate.ANSWERED;

  /** What happens to the next transaction of this kind. */
  Fate next(Operation operation);

  /** Which method of the store writes. */
  enum Operation {
    /** A batch of turns. */
    COMMIT,
    /** A batch of starts. */
    START,
    /** A batch of messages. */
    SEND,
    /** An end from outside. */
    TERMINATE,
    /** The end of a transactional activity, after its body returned. */
    ACTIVITY,
    /** A node's registration. */
    REGISTER,
    /** A node's sign of life. */
    HEARTBEAT,
    /** A claim of unowned runs. */
    CLAIM,
    /** A claim of a dead node's runs. */
    TAKE_OVER,
    /** A claim of the node's own runs. */
    RECLAIM,
    /** A release. */
    RELEASE
  }

  /** What becomes of a transaction. */
  enum Fate {
    /** It is committed, and the answer arrives. */
    ANSWERED,
    /** It is rolled back, and this is known. */
    ROLLED_BACK,
    /** A lock was not to be had in time. */
    LOCKED,
    /** It never reached the database; the caller cannot know. */
    LOST_BEFORE,
    /** It is committed, but the answer is lost. */
    LOST_AFTER
  }
}
