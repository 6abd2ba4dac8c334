package dev.workflows.benchmarks.ours;

import dev.workflows.QueryMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;

/** Calls an activity as often as it is asked to, one call after the other. */
@Workflow(SequentialWorkflow.TYPE)
class SequentialWorkflow {

  static final String TYPE = "sequential";
  static final String VALUE = "value";

  private final Steps steps;
  private int value;

  SequentialWorkflow(Steps steps) {
    this.steps = steps;
  }

  @WorkflowMethod
  int count(int activities) {
    for (int i = 0; i < activities; i++) {
      value = steps.next(value);
    }
    return value;
  }

  @QueryMethod(VALUE)
  int value() {
    return value;
  }
}
