package dev.workflows.benchmarks.ours;

import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;

/** Does nothing but return. */
@Workflow("leaf")
class LeafWorkflow implements Leaf {

  @WorkflowMethod
  @Override
  public int next(int number) {
    return number + 1;
  }
}
