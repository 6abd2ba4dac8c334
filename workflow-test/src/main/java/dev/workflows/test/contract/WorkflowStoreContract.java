package dev.workflows.test.contract;

import dev.workflows.spi.WorkflowStore;
import org.junit.jupiter.api.Nested;

/**
 * The contract of every {@link WorkflowStore}: a new one is proved by one short subclass.
 *
 * <p>Each test works on runs, types and nodes of its own, so one store, and one set of tables, may
 * serve the whole class. The database's clock may be a real one; if it is not, it must move on
 * between two statements. Several threads use the store at once.
 */
public abstract class WorkflowStoreContract {

  /** The store to prove, with its tables in place. Asked often. */
  protected abstract WorkflowStore store();

  /**
   * Runs the work in a transaction of the calling thread on the store's database, as an application
   * would: it commits when the work returns and rolls back when it throws, which is passed on.
   */
  protected abstract void inTransaction(Runnable work);

  @Nested
  class Histories extends HistoryRules {
    Histories() {
      super(WorkflowStoreContract.this);
    }
  }

  @Nested
  class Commits extends CommitRules {
    Commits() {
      super(WorkflowStoreContract.this);
    }
  }

  @Nested
  class Fences extends FenceRules {
    Fences() {
      super(WorkflowStoreContract.this);
    }
  }

  @Nested
  class Inboxes extends InboxRules {
    Inboxes() {
      super(WorkflowStoreContract.this);
    }
  }

  @Nested
  class Closings extends ClosingRules {
    Closings() {
      super(WorkflowStoreContract.this);
    }
  }

  @Nested
  class Unread extends UnreadRules {
    Unread() {
      super(WorkflowStoreContract.this);
    }
  }

  @Nested
  class DeadLetters extends DeadLetterRules {
    DeadLetters() {
      super(WorkflowStoreContract.this);
    }
  }

  @Nested
  class Starts extends StartRules {
    Starts() {
      super(WorkflowStoreContract.this);
    }
  }

  @Nested
  class Claims extends ClaimRules {
    Claims() {
      super(WorkflowStoreContract.this);
    }
  }

  @Nested
  class Releases extends ReleaseRules {
    Releases() {
      super(WorkflowStoreContract.this);
    }
  }

  @Nested
  class Nodes extends NodeRules {
    Nodes() {
      super(WorkflowStoreContract.this);
    }
  }

  @Nested
  class Activities extends ActivityRules {
    Activities() {
      super(WorkflowStoreContract.this);
    }
  }

  @Nested
  class Attempts extends AttemptRules {
    Attempts() {
      super(WorkflowStoreContract.this);
    }
  }

  @Nested
  class Attributes extends AttributeRules {
    Attributes() {
      super(WorkflowStoreContract.this);
    }
  }

  @Nested
  class Timeouts extends TimeoutRules {
    Timeouts() {
      super(WorkflowStoreContract.this);
    }
  }

  @Nested
  class IdReuse extends IdReuseRules {
    IdReuse() {
      super(WorkflowStoreContract.this);
    }
  }

  @Nested
  class CallerTransactions extends CallerTransactionRules {
    CallerTransactions() {
      super(WorkflowStoreContract.this);
    }
  }

  @Nested
  class Reading extends ReadingRules {
    Reading() {
      super(WorkflowStoreContract.this);
    }
  }

  @Nested
  class OtherRuns extends OtherRunRules {
    OtherRuns() {
      super(WorkflowStoreContract.this);
    }
  }
}
