package dev.workflows.guide.signal;

import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.time.Duration;

// tag::wait
@Workflow("approval")
public class ApprovalWorkflow {

  private final WorkflowContext workflow;

  ApprovalWorkflow(WorkflowContext workflow) {
    this.workflow = workflow;
  }

  @WorkflowMethod
  public String approve(int voters, Duration patience) {
    int votes = 0;
    for (int i = 0; i < voters; i++) {
      Boolean yes = workflow.waitForSignal("vote", Boolean.class, patience, false);
      votes += Boolean.TRUE.equals(yes) ? 1 : 0;
    }
    return votes + " of " + voters;
  }

  @SignalMethod(queued = true)
  public void vote(boolean yes) {}
}
// end::wait
