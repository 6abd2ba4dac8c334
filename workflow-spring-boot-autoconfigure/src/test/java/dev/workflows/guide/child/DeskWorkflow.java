package dev.workflows.guide.child;

import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowCancelledException;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;

/** Waits for a desk, which has to be given back if nobody wants it. */
@Workflow("desk")
public class DeskWorkflow {

  private final Bank bank;
  private final WorkflowContext workflow;
  private String room = "";

  DeskWorkflow(Bank bank, WorkflowContext workflow) {
    this.bank = bank;
    this.workflow = workflow;
  }

  @WorkflowMethod
  public String prepare(String person) {
    try {
      workflow.await("room", () -> !room.isEmpty());
      return room;
    } catch (WorkflowCancelledException e) {
      workflow.nonCancellable(() -> bank.transfer("desk of " + person, 0));
      throw e;
    }
  }

  @SignalMethod
  public void free(String newRoom) {
    room = newRoom;
  }
}
