package dev.workflows.lab.worker;

import dev.workflows.ActivityFailedException;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.util.function.Supplier;

/** Handles values of any size, and waits until it is told something. */
@Workflow("parcel")
public class ParcelWorkflow {

  private final Parcels parcels;
  private final WorkflowContext workflow;
  private int told;

  ParcelWorkflow(Parcels parcels, WorkflowContext workflow) {
    this.parcels = parcels;
    this.workflow = workflow;
  }

  /** Returns what came of both activities. */
  @WorkflowMethod
  public String send(String content, int result, int failure) {
    String packed = outcome(() -> parcels.pack(result));
    String dropped = outcome(() -> parcels.drop(failure));
    workflow.await("a word", () -> told > 0);
    return "%d, %s, %s".formatted(content.length(), packed, dropped);
  }

  private static String outcome(Supplier<String> activity) {
    try {
      return "returned " + activity.get().length();
    } catch (ActivityFailedException e) {
      return "failed";
    }
  }

  /** Something of any size. */
  @SignalMethod
  public void tell(String content) {
    told++;
  }
}
