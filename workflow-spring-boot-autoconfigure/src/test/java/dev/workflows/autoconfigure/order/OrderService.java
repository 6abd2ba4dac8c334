package dev.workflows.autoconfigure.order;

import dev.workflows.Workflows;
import dev.workflows.autoconfigure.order.OrderApi.Line;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes both typed clients by their generic types. */
@Service
public class OrderService {

  private final Workflows<OrderWorkflow> workflows;
  private final Workflows<OrderApi> orders;

  OrderService(Workflows<OrderWorkflow> workflows, Workflows<OrderApi> orders) {
    this.workflows = workflows;
    this.orders = orders;
  }

  @Transactional
  public void place(String id, boolean fail) {
    workflows.start(id, order -> order.process(id, new Line("tea", 2)));
    if (fail) {
      throw new IllegalStateException("rolled back");
    }
  }

  public Workflows<OrderApi> orders() {
    return orders;
  }
}
