package dev.workflows.guide.determinism;

import dev.workflows.MigrationMethod;
import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.time.Duration;

/** The second version: weekly, and runs of the first one may come to it. */
// tag::second
@Workflow(value = "magazine", version = 2)
public class MagazineWorkflow {

  public record Subscription(String reader, int issues) {}

  private final Letters letters;
  private final WorkflowContext workflow;
  private int issues;
  private boolean over;

  MagazineWorkflow(Letters letters, WorkflowContext workflow) {
    this.letters = letters;
    this.workflow = workflow;
  }

  @MigrationMethod
  static Subscription from(FirstMagazineWorkflow old) {
    return new Subscription(old.reader, old.issues);
  }

  @WorkflowMethod
  public int send(Subscription subscription) {
    issues = subscription.issues();
    while (!workflow.await(Duration.ofDays(7), () -> over)) {
      letters.renew(subscription.reader());
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
// end::second
