package dev.workflows.guide.update;

import dev.workflows.SignalMethod;
import dev.workflows.UpdateMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;

// tag::workflow
@Workflow("table")
public class TableWorkflow {

  private final Restaurant restaurant;
  private final WorkflowContext workflow;
  private String table = "none";
  private boolean seated;

  TableWorkflow(Restaurant restaurant, WorkflowContext workflow) {
    this.restaurant = restaurant;
    this.workflow = workflow;
  }

  @WorkflowMethod
  public String reserve() {
    workflow.await("guests", () -> seated);
    return table;
  }

  @UpdateMethod(validator = "isPossible")
  public String change(int seats) {
    table = restaurant.move(seats); // recorded, as in the workflow method
    return table;
  }

  void isPossible(int seats) {
    if (seats < 1) {
      throw new IllegalArgumentException("Nobody comes");
    }
  }

  @SignalMethod
  public void seat() {
    seated = true;
  }
}
// end::workflow
