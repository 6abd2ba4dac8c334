package dev.workflows.test.engine;

import dev.workflows.spi.WorkflowStore;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;

/**
 * What an engine must do on every store: extend it with a store of yours. Each test has workflow
 * ids of its own and ends its runs, so all of them may share one database, one after the other.
 * Those that leave much behind come last, since checks of all tables follow each test.
 */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
public abstract class WorkflowEngineContract {

  private static final int LAST = Integer.MAX_VALUE;

  /** The store that all engines of a test share. */
  protected abstract WorkflowStore store();

  @Nested
  class Calls extends CallRules {
    Calls() {
      super(WorkflowEngineContract.this);
    }
  }

  @Nested
  class Waits extends WaitRules {
    Waits() {
      super(WorkflowEngineContract.this);
    }
  }

  @Nested
  class Crashes extends CrashRules {
    Crashes() {
      super(WorkflowEngineContract.this);
    }
  }

  @Nested
  class ReadOnly extends ReadOnlyRules {
    ReadOnly() {
      super(WorkflowEngineContract.this);
    }
  }

  @Nested
  class Nodes extends NodeRules {
    Nodes() {
      super(WorkflowEngineContract.this);
    }
  }

  @Nested
  @Order(LAST)
  class Storms extends StormRules {
    Storms() {
      super(WorkflowEngineContract.this);
    }
  }

  @Nested
  @Order(LAST)
  class LongHistories extends LongHistoryRules {
    LongHistories() {
      super(WorkflowEngineContract.this);
    }
  }

  @Nested
  class Intercepting extends InterceptorRules {
    Intercepting() {
      super(WorkflowEngineContract.this);
    }
  }

  @Nested
  class Timeouts extends TimeoutRules {
    Timeouts() {
      super(WorkflowEngineContract.this);
    }
  }

  @Nested
  class Telling extends TellingRules {
    Telling() {
      super(WorkflowEngineContract.this);
    }
  }

  @Nested
  class StartChoices extends StartOptionRules {
    StartChoices() {
      super(WorkflowEngineContract.this);
    }
  }

  @Nested
  class Lives extends LifeRules {
    Lives() {
      super(WorkflowEngineContract.this);
    }
  }

  @Nested
  class Versions extends VersionRules {
    Versions() {
      super(WorkflowEngineContract.this);
    }
  }

  @Nested
  class Migrations extends MigrationRules {
    Migrations() {
      super(WorkflowEngineContract.this);
    }
  }

  @Nested
  class Messages extends MessageRules {
    Messages() {
      super(WorkflowEngineContract.this);
    }
  }

  @Nested
  class DynamicHandlers extends DynamicHandlerRules {
    DynamicHandlers() {
      super(WorkflowEngineContract.this);
    }
  }
}
