package dev.workflows.guide.determinism;

import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.time.Duration;

/** The first version, whose runs are open for years. */
// tag::first
@Workflow("magazine")
public class FirstMagazineWorkflow {

  private final Letters letters;
  private final WorkflowContext workflow;
  String reader = "";
  int issues;
  private boolean over;

  FirstMagazineWorkflow(Letters letters, WorkflowContext workflow) {
    this.letters = letters;
    this.workflow = workflow;
  }

  @WorkflowMethod
  public int send(String name) {
    reader = name;
    while (!workflow.await(Duration.ofDays(30), () -> over)) {
      letters.remind(reader);
      issues++;
    }
    return issues;
  }

  @SignalMethod
  public void end() {
    over = true;
  }

  @QueryMethod
  public int issues() {
    return issues;
  }
}
// end::first
