package dev.workflows.guide.determinism;

import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;

/** The first version, kept until its last run has ended. */
// tag::first
@Workflow("notice")
public class FirstNoticeWorkflow {

  private final Letters letters;

  FirstNoticeWorkflow(Letters letters) {
    this.letters = letters;
  }

  @WorkflowMethod
  public String send(String customer) {
    return letters.remind(customer);
  }
}
// end::first
