package dev.workflows.autoconfigure.order;

import dev.workflows.WorkflowContext;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

public class OrderWorkflow implements OrderApi {

  private final Inventory inventory;
  private final Shipping shipping;
  private final WorkflowContext workflow;
  private final Clock clock;
  private final RandomGenerator random;
  private String status = "NEW";
  private int paid;

  OrderWorkflow(
      Inventory inventory,
      Shipping shipping,
      WorkflowContext workflow,
      Clock clock,
      RandomGenerator random) {
    this.inventory = inventory;
    this.shipping = shipping;
    this.workflow = workflow;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Receipt process(String orderId, Line line) {
    int token = random.nextInt();
    if (!clock.instant().equals(workflow.now())) {
      throw new IllegalStateException("The clock is not the run's");
    }
    inventory.reserve(orderId, line);
    status = "AWAITING_PAYMENT";
    workflow.await("payment", Duration.ofHours(1), () -> paid > 0);
    status = "SHIPPING";
    String tracking = shipping.ship(orderId);
    status = "DONE";
    return new Receipt(orderId, tracking, token);
  }

  @Override
  public void paid(int cents) {
    paid = cents;
  }

  @Override
  public String status() {
    return status;
  }
}
