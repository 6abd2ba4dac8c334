package dev.workflows.benchmarks.ours;

import dev.workflows.Promise;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.util.stream.IntStream;

/** Begins branches that do nothing, all at once, and waits for them all. */
@Workflow(BranchesWorkflow.TYPE)
class BranchesWorkflow {

  static final String TYPE = "branches";

  private final WorkflowContext workflow;

  BranchesWorkflow(WorkflowContext workflow) {
    this.workflow = workflow;
  }

  @WorkflowMethod
  int count(int branches) {
    return Promise.allOf(
            IntStream.range(0, branches).mapToObj(i -> workflow.async(() -> i)).toList())
        .get()
        .size();
  }
}
