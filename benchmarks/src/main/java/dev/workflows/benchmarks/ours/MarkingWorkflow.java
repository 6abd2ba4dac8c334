package dev.workflows.benchmarks.ours;

import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;

/** Calls activities as often as it is asked to, and one that marks the run. */
@Workflow(MarkingWorkflow.TYPE)
class MarkingWorkflow {

  static final String TYPE = "marking";

  private final Steps steps;

  MarkingWorkflow(Steps steps) {
    this.steps = steps;
  }

  @WorkflowMethod
  void mark(int number, int before) {
    for (int i = 0; i < before; i++) {
      steps.next(i);
    }
    steps.mark(number);
  }
}
