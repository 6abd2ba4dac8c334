package dev.workflows.benchmarks.ours;

import dev.workflows.Promise;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.util.stream.IntStream;

/** Calls other workflows, all at once, and waits for them all. */
@Workflow(ChildrenWorkflow.TYPE)
class ChildrenWorkflow {

  static final String TYPE = "children";

  private final WorkflowContext workflow;

  ChildrenWorkflow(WorkflowContext workflow) {
    this.workflow = workflow;
  }

  @WorkflowMethod
  int count(int children) {
    return Promise.allOf(
            IntStream.range(0, children)
                .mapToObj(i -> workflow.child(Leaf.class).start(leaf -> leaf.next(i)))
                .toList())
        .get()
        .size();
  }
}
