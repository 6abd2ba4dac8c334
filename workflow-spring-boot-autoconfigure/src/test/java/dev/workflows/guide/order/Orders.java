package dev.workflows.guide.order;

import dev.workflows.Workflows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

// tag::client
@Service
public class Orders {

  private final JdbcClient jdbc;
  private final Workflows<OrderWorkflow> workflows;

  Orders(JdbcClient jdbc, Workflows<OrderWorkflow> workflows) {
    this.jdbc = jdbc;
    this.workflows = workflows;
  }

  @Transactional
  public void place(Order order) {
    jdbc.sql("insert into orders (id) values (?)").param(order.id()).update();
    workflows.start(order.id(), workflow -> workflow.process(order));
  }

  public void pay(String orderId, Payment payment) {
    workflows.get(orderId).signal(workflow -> workflow.paid(payment));
  }

  public @Nullable OrderStatus status(String orderId) {
    return workflows.get(orderId).query(OrderWorkflow::status);
  }
}
// end::client
