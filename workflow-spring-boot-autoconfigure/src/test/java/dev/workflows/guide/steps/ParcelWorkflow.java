package dev.workflows.guide.steps;

import static dev.workflows.steps.Dependency.optional;
import static dev.workflows.steps.Dependency.required;
import static dev.workflows.steps.StepDefinition.step;

import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import dev.workflows.steps.StepGraph;
import dev.workflows.steps.StepResults;
import java.util.List;

// tag::graph
@Workflow("parcel")
public class ParcelWorkflow {

  private final WorkflowContext workflow;

  ParcelWorkflow(WorkflowContext workflow) {
    this.workflow = workflow;
  }

  @WorkflowMethod
  public String send(String town) {
    return StepGraph.of(workflow)
        .add(step("tea", "depot.pick", "tea"))
        .add(step("cup", "depot.pick", "cup"))
        .add(step("card", "depot.card", town))
        .add(
            step("send", "depot.send", done -> packed(town, done))
                .dependsOn(required("tea"), required("cup"), optional("card")))
        .run()
        .get("send", String.class);
  }

  private static Parcel packed(String town, StepResults done) {
    String card = done.find("card", String.class).orElse("no card");
    return new Parcel(
        town, List.of(done.get("tea", String.class), done.get("cup", String.class), card));
  }
}
// end::graph
