package dev.workflows.guide.parallel;

import dev.workflows.Promise;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.util.List;

// tag::workflow
@Workflow("offers")
public class OffersWorkflow {

  private final Suppliers suppliers;
  private final WorkflowContext workflow;

  OffersWorkflow(Suppliers suppliers, WorkflowContext workflow) {
    this.suppliers = suppliers;
    this.workflow = workflow;
  }

  @WorkflowMethod
  public Offers collect(String item, List<String> regions) {
    Promise<Integer> stock = workflow.async(() -> suppliers.stock(item));
    List<Integer> prices = workflow.map(regions, 4, region -> suppliers.price(item, region));
    return new Offers(stock.get(), prices);
  }
}
// end::workflow
