package dev.workflows.benchmarks.ours;

import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import dev.workflows.benchmarks.engine.Marks;

/**
 * Sleeps until the marks' instant, marks the run and ends. The mark is an effect outside of an
 * activity, which an application must not have: here it shows when the code went on.
 */
@Workflow(SleepingWorkflow.TYPE)
class SleepingWorkflow {

  static final String TYPE = "sleeping";

  private final WorkflowContext context;
  private final Marks marks;

  SleepingWorkflow(WorkflowContext context, Marks marks) {
    this.context = context;
    this.marks = marks;
  }

  @WorkflowMethod
  void sleep(int number) {
    context.sleepUntil(marks.due());
    marks.set(number);
  }
}
