package dev.workflows.guide.cancel;

import dev.workflows.CancellationScope;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowCancelledException;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import org.jspecify.annotations.Nullable;

// tag::scope
@Workflow("delivery")
public class DeliveryWorkflow {

  private final Van van;
  private final WorkflowContext workflow;
  private String address = "";
  private @Nullable CancellationScope attempt;

  DeliveryWorkflow(Van van, WorkflowContext workflow) {
    this.van = van;
    this.workflow = workflow;
  }

  @WorkflowMethod
  public String deliver(String parcel, String firstAddress) throws Exception {
    address = firstAddress;
    while (true) {
      attempt = workflow.newScope();
      try {
        return attempt.call(() -> van.drive(parcel, address));
      } catch (WorkflowCancelledException e) {
        if (workflow.cancelRequested()) {
          throw e; // it is the run that was asked to end
        }
      }
    }
  }

  @SignalMethod
  public void moved(String newAddress) {
    address = newAddress;
    if (attempt != null) {
      attempt.cancel("new address");
    }
  }
}
// end::scope
