package dev.workflows.guide.steps;

import static dev.workflows.steps.StepDefinition.step;

import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import dev.workflows.steps.StepGraph;
import java.util.List;

// tag::records
@Workflow("inspection")
public class InspectionWorkflow {

  private final WorkflowContext workflow;

  InspectionWorkflow(WorkflowContext workflow) {
    this.workflow = workflow;
  }

  @WorkflowMethod
  public List<String> inspect(String place) {
    StepGraph graph =
        StepGraph.of(workflow).add(step(place, "inspectors.inspect", place).dedupKey(place));
    graph.run();
    return graph.records("findings", String.class);
  }
}
// end::records
