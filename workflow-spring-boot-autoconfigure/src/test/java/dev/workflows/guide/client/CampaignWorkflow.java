package dev.workflows.guide.client;

import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;

// tag::workflow
@Workflow(value = "campaign", timeout = "30d")
class CampaignWorkflow {

  private final WorkflowContext workflow;
  private boolean approved;

  CampaignWorkflow(WorkflowContext workflow) {
    this.workflow = workflow;
  }

  @WorkflowMethod
  public String launch(String title) {
    workflow.attribute("state", "waiting");
    workflow.await("approval", () -> approved);
    workflow.attribute("state", "running");
    return title + " for " + workflow.attributes().get("region");
  }

  @SignalMethod
  public void approve() {
    approved = true;
  }
}
// end::workflow
