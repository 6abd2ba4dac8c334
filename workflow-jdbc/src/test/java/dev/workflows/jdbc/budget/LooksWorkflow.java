package dev.workflows.jdbc.budget;

import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;

/** Nine look-ups and one effect, one after the other. */
@Workflow(LooksWorkflow.TYPE)
class LooksWorkflow {

  static final String TYPE = "looks";
  static final int LOOKS = 9;

  private final StepsWorkflow.Counter counter;

  LooksWorkflow(StepsWorkflow.Counter counter) {
    this.counter = counter;
  }

  @WorkflowMethod
  int count(String input) {
    int value = 0;
    for (int i = 0; i < LOOKS; i++) {
      value = counter.look(value);
    }
    return counter.next(value);
  }
}
