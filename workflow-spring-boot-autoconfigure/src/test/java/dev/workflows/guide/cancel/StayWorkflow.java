package dev.workflows.guide.cancel;

import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.time.Duration;

// tag::ensure
@Workflow("stay")
public class StayWorkflow {

  private final Hotel hotel;
  private final WorkflowContext workflow;

  StayWorkflow(Hotel hotel, WorkflowContext workflow) {
    this.hotel = hotel;
    this.workflow = workflow;
  }

  @WorkflowMethod
  public void stay(String guest) {
    String room = hotel.book(guest);
    workflow.ensure(() -> hotel.giveBack(room));
    workflow.sleep(Duration.ofDays(14));
  }
}
// end::ensure
