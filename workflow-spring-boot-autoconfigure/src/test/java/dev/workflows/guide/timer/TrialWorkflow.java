package dev.workflows.guide.timer;

import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.time.Duration;
import java.time.Instant;

// tag::workflow
@Workflow("trial")
public class TrialWorkflow {

  private final WorkflowContext workflow;
  private boolean upgraded;

  TrialWorkflow(WorkflowContext workflow) {
    this.workflow = workflow;
  }

  @WorkflowMethod
  public String trial(Duration length, Duration grace, Instant notBefore) {
    workflow.sleep(length);

    if (workflow.await("upgrade", grace, () -> upgraded)) {
      return "upgraded";
    }
    workflow.sleepUntil(notBefore);
    return "closed";
  }

  @SignalMethod
  public void upgrade() {
    upgraded = true;
  }
}
// end::workflow
