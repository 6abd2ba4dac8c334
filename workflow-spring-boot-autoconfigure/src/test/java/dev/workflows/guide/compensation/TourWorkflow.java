package dev.workflows.guide.compensation;

import dev.workflows.ActivityFailedException;
import dev.workflows.Saga;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.util.List;

// tag::saga
@Workflow("tour")
public class TourWorkflow {

  private final Rooms rooms;
  private final WorkflowContext workflow;

  TourWorkflow(Rooms rooms, WorkflowContext workflow) {
    this.rooms = rooms;
    this.workflow = workflow;
  }

  @WorkflowMethod
  public String book(String guest, List<String> towns) throws Exception {
    Saga saga = workflow.saga();
    try {
      return saga.call(() -> takeAll(saga, guest, towns));
    } catch (ActivityFailedException e) {
      return "stays at home"; // nothing is taken any more, and the run goes on
    }
  }

  private String takeAll(Saga saga, String guest, List<String> towns) {
    for (String town : towns) {
      saga.add(() -> rooms.leave(guest)); // first, since the call may end unknown
      rooms.take(guest, town);
    }
    return "travels";
  }
}
// end::saga
