package dev.workflows.guide.signal;

import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.util.ArrayList;
import java.util.List;

/** Collects what a customer wants. */
@Workflow("cart")
public class CartWorkflow {

  private final WorkflowContext workflow;
  private final List<String> articles = new ArrayList<>();
  private boolean closed;

  CartWorkflow(WorkflowContext workflow) {
    this.workflow = workflow;
  }

  @WorkflowMethod
  public List<String> collect() {
    workflow.await("closing", () -> closed);
    return List.copyOf(articles);
  }

  @SignalMethod
  public void add(String article) {
    articles.add(article);
  }

  @SignalMethod
  public void close() {
    closed = true;
  }
}
