package dev.workflows.guide.cancel;

import dev.workflows.Workflow;
import dev.workflows.WorkflowCancelledException;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.time.Duration;

// tag::workflow
@Workflow("trip")
public class TripWorkflow {

  private final Hotel hotel;
  private final WorkflowContext workflow;

  TripWorkflow(Hotel hotel, WorkflowContext workflow) {
    this.hotel = hotel;
    this.workflow = workflow;
  }

  @WorkflowMethod
  public void travel(String guest) {
    String room = hotel.book(guest);
    try {
      workflow.sleep(Duration.ofDays(14));
    } catch (WorkflowCancelledException e) {
      // without this scope the call would end with the same exception at once
      workflow.nonCancellable(() -> hotel.giveBack(room));
      throw e; // so the run ends as CANCELLED; by returning it would end as COMPLETED
    }
  }
}
// end::workflow
