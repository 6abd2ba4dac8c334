package dev.workflows.replay;

import dev.workflows.ChildOptions;
import dev.workflows.ErrorCode;
import dev.workflows.IllegalWorkflowCallException;
import dev.workflows.definition.ActivityDefinition;
import dev.workflows.definition.WorkflowDefinition;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the calling thread executes a run's code, and lets that code call activities: what
 * the proxies of activity beans ask. One per application; thread-safe.
 */
public final class RunScope {

  // one per application and not per class loader: several contexts may live in one process
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable RunExecution> current = new ThreadLocal<>();

  /** Whether the calling thread executes a run's code now. */
  public boolean isInRun() {
    return current.get() != null;
  }

  /**
   * Calls an activity durably and waits for its recorded outcome.
   *
   * @throws IllegalWorkflowCallException if the code is a query, a condition or a constructor,
   *     which must not call activities ({@link ErrorCode#ILLEGAL_CALL})
   * @throws Throwable the activity's failure: an exception it declares as itself, any other as
   *     {@link dev.workflows.ActivityFailedException}
   */
  public @Nullable Object call(ActivityDefinition activity, @Nullable Object[] arguments)
      throws Throwable {
    RunExecution run = current.get();
    if (run == null) {
      throw new IllegalWorkflowCallException(
          "Activity '%s' was called durably outside a run.".formatted(activity.name()));
    }
    return run.context().calling().call(activity, arguments);
  }

  /**
   * Calls another workflow and waits for its end; see {@link dev.workflows.ChildWorkflow#call}.
   *
   * @throws IllegalWorkflowCallException as for {@link #call}
   */
  public @Nullable Object callChild(WorkflowDefinition child, @Nullable Object[] arguments) {
    RunExecution run = current.get();
    if (run == null) {
      throw new IllegalWorkflowCallException(
          "Workflow '%s' was called as a child outside a run.".formatted(child.type()));
    }
    return run.context()
        .children()
        .call(new ChildCalls.Made(child, Arrays.asList(arguments)), ChildOptions.defaults());
  }

  boolean isIn(RunExecution run) {
    return current.get() == run;
  }

  /** Says that the calling thread executes this run's code; returns what it executed before. */
  @Nullable RunExecution enter(@Nullable RunExecution run) {
    RunExecution before = current.get();
    if (run == null) {
      current.remove();
    } else {
      current.set(run);
    }
    return before;
  }
}
