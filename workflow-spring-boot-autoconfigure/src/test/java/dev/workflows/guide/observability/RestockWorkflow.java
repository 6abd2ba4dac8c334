package dev.workflows.guide.observability;

import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;

@Workflow("restock")
public class RestockWorkflow {

  private final Supplier supplier;

  RestockWorkflow(Supplier supplier) {
    this.supplier = supplier;
  }

  @WorkflowMethod
  public int restock(String sku, int refusals) {
    return supplier.order(sku, refusals);
  }
}
