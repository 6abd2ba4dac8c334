package dev.workflows.benchmarks.ours;

import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;

/** Takes one signal after the other, and ends with the last. */
@Workflow(SignalLoopWorkflow.TYPE)
class SignalLoopWorkflow {

  static final String TYPE = "signal-loop";
  static final String NEXT = "next";

  private final WorkflowContext workflow;

  SignalLoopWorkflow(WorkflowContext workflow) {
    this.workflow = workflow;
  }

  @WorkflowMethod
  int count(int signals) {
    int taken = 0;
    while (taken < signals) {
      workflow.waitForSignal(NEXT, Integer.class);
      taken++;
    }
    return taken;
  }

  @SignalMethod(value = NEXT, queued = true)
  void next(int number) {
    // it is taken by the loop
  }
}
