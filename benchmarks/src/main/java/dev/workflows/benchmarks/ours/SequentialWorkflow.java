package dev.workflows.benchmarks.ours;

import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;

/** Calls an activity as often as it is asked to, one call after the other. */
@Workflow(SequentialWorkflow.TYPE)
class SequentialWorkflow {

  static final String TYPE = "sequential";

  private final Steps steps;

  SequentialWorkflow(Steps steps) {
    this.steps = steps;
  }

  @WorkflowMethod
  int count(int activities) {
    int value = 0;
    for (int i = 0; i < activities; i++) {
      value = steps.next(value);
    }
    return value;
  }
}
