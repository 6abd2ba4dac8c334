package dev.workflows.benchmarks.ours;

import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;

/** Looks things up one after the other, and then does something. */
@Workflow(LookingWorkflow.TYPE)
class LookingWorkflow {

  static final String TYPE = "looking";

  private final Steps steps;

  LookingWorkflow(Steps steps) {
    this.steps = steps;
  }

  @WorkflowMethod
  int count(int activities) {
    int value = 0;
    for (int i = 1; i < activities; i++) {
      value = steps.look(value);
    }
    return steps.next(value);
  }
}
