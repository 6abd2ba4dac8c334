package dev.workflows.autoconfigure.order;

import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;

@Workflow("order")
public interface OrderApi {

  record Line(String sku, int quantity) {}

  record Receipt(String orderId, String tracking, int token) {}

  @WorkflowMethod
  Receipt process(String orderId, Line line);

  @SignalMethod
  void paid(int cents);

  @QueryMethod
  String status();
}
