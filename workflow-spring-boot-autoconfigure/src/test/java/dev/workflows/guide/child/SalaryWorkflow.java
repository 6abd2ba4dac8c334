package dev.workflows.guide.child;

import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.time.Duration;

// tag::workflow
@Workflow("salary")
public class SalaryWorkflow {

  private final Bank bank;
  private final WorkflowContext workflow;

  SalaryWorkflow(Bank bank, WorkflowContext workflow) {
    this.bank = bank;
    this.workflow = workflow;
  }

  @WorkflowMethod
  public int pay(String employee, Duration notice) {
    workflow.sleep(notice);
    bank.transfer(employee, 1000);
    return 1000;
  }
}
// end::workflow
