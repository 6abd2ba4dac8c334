package dev.workflows.guide.signal;

import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

// tag::dynamic
/** Which offices have a say is data. */
@Workflow(value = "permit", dynamicHandlers = true)
public class PermitWorkflow {

  private final WorkflowContext workflow;
  private final Map<String, Boolean> opinions = new TreeMap<>();

  PermitWorkflow(WorkflowContext workflow) {
    this.workflow = workflow;
  }

  @WorkflowMethod
  public boolean decide(List<String> offices) {
    workflow.onQuery("missing", Integer.class, () -> offices.size() - opinions.size());
    for (String office : offices) {
      workflow.onSignal("opinion-of-" + office, Boolean.class, yes -> opinions.put(office, yes));
    }
    workflow.onQuery("opinion", String.class, Boolean.class, opinions::get);
    workflow.await("opinions", () -> opinions.size() == offices.size());
    return !opinions.containsValue(false);
  }
}
// end::dynamic
