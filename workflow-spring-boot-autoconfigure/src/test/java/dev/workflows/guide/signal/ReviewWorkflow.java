package dev.workflows.guide.signal;

import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.util.ArrayList;
import java.util.List;

// tag::workflow
@Workflow("review")
public class ReviewWorkflow {

  private final WorkflowContext workflow;
  private final List<String> approvals = new ArrayList<>();
  private final List<String> comments = new ArrayList<>();

  ReviewWorkflow(WorkflowContext workflow) {
    this.workflow = workflow;
  }

  @WorkflowMethod
  public Verdict review(int needed) {
    workflow.await("approvals", () -> approvals.size() >= needed);
    return new Verdict(List.copyOf(approvals));
  }

  @SignalMethod
  public void approve(String person) {
    approvals.add(person);
  }

  @SignalMethod("comment-added")
  public void comment(String person, String text) {
    comments.add(person + ": " + text);
  }

  @QueryMethod
  public List<String> comments() {
    return List.copyOf(comments);
  }

  @QueryMethod
  public boolean isApprovedBy(String person) {
    return approvals.contains(person);
  }

  public record Verdict(List<String> approvedBy) {}
}
// end::workflow
