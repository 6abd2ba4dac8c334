package dev.workflows.jdbc.budget;

import dev.workflows.Activity;
import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;

/** Five activities, one after the other. */
@Workflow(StepsWorkflow.TYPE)
class StepsWorkflow {

  static final String TYPE = "steps";
  static final int STEPS = 5;

  private final Counter counter;

  StepsWorkflow(Counter counter) {
    this.counter = counter;
  }

  @WorkflowMethod
  int count(String input) {
    int value = 0;
    for (int i = 0; i < STEPS; i++) {
      value = counter.next(value);
    }
    return value;
  }

  /** Its activities. */
  interface Counter {

    @Activity
    int next(int value);

    @Activity(readOnly = true)
    int look(int value);
  }
}
