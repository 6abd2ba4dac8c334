package dev.workflows.replay;

import dev.workflows.MigrationMethod;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** A run whose newer version may be unable to take what it hands over. */
@Workflow("club")
class Club {

  private final WorkflowContext context;
  private @Nullable Integer members;

  Club(WorkflowContext context) {
    this.context = context;
  }

  @WorkflowMethod
  public void meet() {
    context.await("the end", () -> false);
  }

  @SignalMethod(queued = true)
  public void gift(String what) {}

  @SignalMethod
  public void count(int now) {
    members = now;
  }

  /** It knows no gifts. */
  @Workflow(value = "club", version = 2)
  static class Next {

    @MigrationMethod
    static @Nullable Integer from(Club old) {
      return old.members;
    }

    @WorkflowMethod
    public void meet(int members) {}
  }
}
