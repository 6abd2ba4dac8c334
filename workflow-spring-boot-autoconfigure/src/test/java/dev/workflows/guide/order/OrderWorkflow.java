package dev.workflows.guide.order;

import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

// tag::workflow
@Workflow("order")
public class OrderWorkflow {

  private final Inventory inventory;
  private final Shipping shipping;
  private final WorkflowContext workflow;
  private OrderStatus status = OrderStatus.NEW;
  private @Nullable Payment payment;

  OrderWorkflow(Inventory inventory, Shipping shipping, WorkflowContext workflow) {
    this.inventory = inventory;
    this.shipping = shipping;
    this.workflow = workflow;
  }

  @WorkflowMethod
  public Receipt process(Order order) {
    status = OrderStatus.RESERVING;
    inventory.reserve(order.id(), order.lines());
    status = OrderStatus.AWAITING_PAYMENT;
    if (!workflow.await("payment", Duration.ofHours(24), () -> payment != null)) {
      inventory.release(order.id(), order.lines());
      throw new PaymentTimeout(order.id());
    }
    status = OrderStatus.SHIPPING;
    return shipping.ship(order);
  }

  @SignalMethod
  public void paid(Payment payment) {
    this.payment = payment;
  }

  @QueryMethod
  public OrderStatus status() {
    return status;
  }
}
// end::workflow
