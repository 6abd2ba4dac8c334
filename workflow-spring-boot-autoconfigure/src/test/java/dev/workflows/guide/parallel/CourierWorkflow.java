package dev.workflows.guide.parallel;

import dev.workflows.Promise;
import dev.workflows.ScopeTimeoutException;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.time.Duration;
import java.util.List;

// tag::race
@Workflow("courier")
public class CourierWorkflow {

  private final Couriers couriers;
  private final WorkflowContext workflow;

  CourierWorkflow(Couriers couriers, WorkflowContext workflow) {
    this.couriers = couriers;
    this.workflow = workflow;
  }

  @WorkflowMethod
  public String order(String parcel, Duration patience) throws Exception {
    try {
      return workflow.callWithTimeout(patience, () -> firstToAnswer(parcel));
    } catch (ScopeTimeoutException e) {
      return "nobody";
    }
  }

  private String firstToAnswer(String parcel) {
    Promise<String> bike = workflow.async("bike", () -> couriers.bike(parcel));
    Promise<String> van = workflow.async("van", () -> couriers.van(parcel));
    return Promise.race(List.of(bike, van)).get();
  }
}
// end::race
