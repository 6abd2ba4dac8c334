package dev.workflows.guide.determinism;

import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;

/** The second version: new runs begin with it. */
// tag::second
@Workflow(value = "notice", version = 2)
public class NoticeWorkflow {

  private final Letters letters;

  NoticeWorkflow(Letters letters) {
    this.letters = letters;
  }

  @WorkflowMethod
  public String send(String customer) {
    letters.remind(customer);
    return letters.renew(customer);
  }
}
// end::second
