package dev.workflows.guide.child;

import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.time.Duration;
import java.util.List;

// tag::workflow
@Workflow("payroll")
public class PayrollWorkflow {

  private final SalaryWorkflow salary; // called here, it is a run of its own
  private final WorkflowContext workflow;

  PayrollWorkflow(SalaryWorkflow salary, WorkflowContext workflow) {
    this.salary = salary;
    this.workflow = workflow;
  }

  @WorkflowMethod
  public int pay(List<String> employees, Duration notice) {
    List<Integer> paid = workflow.map(employees, 10, employee -> salary.pay(employee, notice));
    return paid.stream().mapToInt(Integer::intValue).sum();
  }
}
// end::workflow
