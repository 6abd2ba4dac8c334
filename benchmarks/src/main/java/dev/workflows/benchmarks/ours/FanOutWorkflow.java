package dev.workflows.benchmarks.ours;

import dev.workflows.Promise;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.util.stream.IntStream;

/** Calls activities all at once, each from a branch of its own, and waits for them all. */
@Workflow(FanOutWorkflow.TYPE)
class FanOutWorkflow {

  static final String TYPE = "fan-out";

  private final WorkflowContext workflow;
  private final Steps steps;

  FanOutWorkflow(WorkflowContext workflow, Steps steps) {
    this.workflow = workflow;
    this.steps = steps;
  }

  @WorkflowMethod
  int count(int activities) {
    return Promise.allOf(
            IntStream.range(0, activities)
                .mapToObj(i -> workflow.async(() -> steps.next(i)))
                .toList())
        .get()
        .size();
  }
}
