package dev.workflows.guide.determinism;

import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;

// tag::patched
@Workflow("renewal")
public class RenewalWorkflow {

  private final Letters letters;
  private final WorkflowContext workflow;

  RenewalWorkflow(Letters letters, WorkflowContext workflow) {
    this.letters = letters;
    this.workflow = workflow;
  }

  @WorkflowMethod
  public String renew(String customer) {
    if (workflow.patched("remind-first")) {
      letters.remind(customer); // runs that were open when this was added do without it
    }
    return letters.renew(customer);
  }
}
// end::patched
