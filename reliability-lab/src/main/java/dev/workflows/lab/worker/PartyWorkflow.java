package dev.workflows.lab.worker;

import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;

/** A child of an expedition. */
@Workflow("party")
public class PartyWorkflow {

  private final Work work;

  PartyWorkflow(Work work) {
    this.work = work;
  }

  /** Returns what its only activity does, which no other execution of it returns. */
  @WorkflowMethod
  public String explore(int millis) {
    return work.work(millis);
  }
}
