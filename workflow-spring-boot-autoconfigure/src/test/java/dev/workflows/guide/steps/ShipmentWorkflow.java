package dev.workflows.guide.steps;

import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import dev.workflows.steps.HumanDecision;
import dev.workflows.steps.OnFailure;
import dev.workflows.steps.StepGraph;
import dev.workflows.steps.StepPlan;
import dev.workflows.steps.StepStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

// tag::operated
@Workflow("shipment")
public class ShipmentWorkflow {

  private final StepPlan shipment;
  private final WorkflowContext workflow;
  private @Nullable StepGraph graph;

  ShipmentWorkflow(StepPlan shipment, WorkflowContext workflow) {
    this.shipment = shipment;
    this.workflow = workflow;
  }

  @WorkflowMethod
  public String ship(Parcel parcel) {
    graph = StepGraph.of(workflow, shipment, parcel).onFailure(OnFailure.WAIT);
    return graph.run().get("send", String.class);
  }

  @SignalMethod(queued = true)
  public void payment(Integer amount) {}

  @SignalMethod(queued = true)
  public void decide(HumanDecision decision) {}

  @SignalMethod
  public void retry(String step) {
    if (graph != null) {
      graph.retry(step);
    }
  }

  @SignalMethod
  public void giveUp() {
    if (graph != null) {
      graph.giveUp();
    }
  }

  @QueryMethod
  public Map<String, StepStatus> steps() {
    return graph == null ? Map.of() : graph.results().statuses();
  }
}
// end::operated
