package dev.workflows.benchmarks.ours;

import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.time.Duration;

/** Sleeps for a while and ends. */
@Workflow(NappingWorkflow.TYPE)
class NappingWorkflow {

  static final String TYPE = "napping";

  private final WorkflowContext context;

  NappingWorkflow(WorkflowContext context) {
    this.context = context;
  }

  @WorkflowMethod
  int nap(int millis) {
    context.sleep(Duration.ofMillis(millis));
    return millis;
  }
}
