package dev.workflows.test.engine;

import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;

/** Ends when it is told to. */
@Workflow("gate")
public class Gate {

  private final WorkflowContext context;
  private boolean open;

  Gate(WorkflowContext context) {
    this.context = context;
  }

  /** Waits for the signal. */
  @WorkflowMethod
  public String execute() {
    context.await(() -> open);
    return "open";
  }

  /** Lets it end. */
  @SignalMethod
  public void open() {
    open = true;
  }
}
