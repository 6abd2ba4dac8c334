package dev.workflows.guide.child;

import dev.workflows.ChildHandle;
import dev.workflows.ChildOptions;
import dev.workflows.ChildWorkflowFailedException;
import dev.workflows.ParentClosePolicy;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;

// tag::workflow
@Workflow("hiring")
public class HiringWorkflow {

  private final Bank bank;
  private final WorkflowContext workflow;

  HiringWorkflow(Bank bank, WorkflowContext workflow) {
    this.bank = bank;
    this.workflow = workflow;
  }

  @WorkflowMethod
  public String hire(String person) {
    ChildOptions options =
        ChildOptions.of("desk-" + person).withParentClosePolicy(ParentClosePolicy.CANCEL);
    ChildHandle<String> desk =
        workflow.child(DeskWorkflow.class, options).start(child -> child.prepare(person));
    bank.transfer(person, 500); // meanwhile
    try {
      return desk.get();
    } catch (ChildWorkflowFailedException e) {
      return e.status() == null ? "has a desk already" : "works at home";
    }
  }
}
// end::workflow
