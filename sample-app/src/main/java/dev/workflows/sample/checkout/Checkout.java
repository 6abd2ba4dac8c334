package dev.workflows.sample.checkout;

import dev.workflows.StartOptions;
import dev.workflows.WorkflowHandle;
import dev.workflows.Workflows;
import dev.workflows.sample.ShopProperties;
import dev.workflows.sample.order.Order;
import dev.workflows.sample.order.OrderRepository;
import dev.workflows.sample.order.OrderStatus;
import dev.workflows.sample.payment.Payment;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** What customers can do. The only place that talks to the workflows from outside. */
@Service
public class Checkout {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final OrderRepository orders;
  private final JdbcAggregateOperations aggregates;
  private final Workflows<OrderWorkflow> workflows;
  private final Duration paymentTimeout;

  Checkout(
      OrderRepository orders,
      JdbcAggregateOperations aggregates,
      Workflows<OrderWorkflow> workflows,
      ShopProperties properties) {
    this.orders = orders;
    this.aggregates = aggregates;
    this.workflows = workflows;
    this.paymentTimeout = properties.paymentTimeout();
  }

  /**
   * Places an order. The row and the run are one transaction: there is never one without the other.
   *
   * @throws org.springframework.dao.DuplicateKeyException if there is an order with this id
   */
  @Transactional
  public void place(Order order) {
    aggregates.insert(order);
    workflows.start(order.id(), workflow -> workflow.process(order, paymentTimeout));
  }

  /** The order with its status of this moment. */
  public Order find(String id) {
    Order order = row(id);
    if (order.status().isFinal()) {
      return order;
    }
    OrderStatus live = workflows.get(id).query(OrderWorkflow::status);
    return order.withStatus(Objects.requireNonNull(live));
  }

  /** Pays an order. The message id makes a second request for the same order change nothing. */
  public void pay(String id, Payment payment) {
    open(id).signal("payment", workflow -> workflow.paid(payment));
  }

  /**
   * Places an order that is paid already: the run begins with its payment, both or neither.
   *
   * @throws org.springframework.dao.DuplicateKeyException if there is an order with this id
   */
  @Transactional
  public void placePaid(Order order, Payment payment) {
    aggregates.insert(order);
    workflows.signalWithStart(
        StartOptions.of(order.id()),
        workflow -> workflow.process(order, paymentTimeout),
        workflow -> workflow.paid(payment));
  }

  /**
   * Sends an order elsewhere, and waits a while for the answer. Who does not get it asks again: to
   * change an address to what it is changes nothing, so no id is needed that would tell.
   *
   * @return where it goes now
   * @throws dev.workflows.UpdateRejectedException if the parcel is on its way already
   */
  public String changeAddress(String id, String address) {
    String request = UUID.randomUUID().toString();
    String changed =
        open(id).update(request, PATIENCE, workflow -> workflow.changeAddress(address));
    return Objects.requireNonNull(changed);
  }

  /** Asks an order to end. */
  public void cancel(String id) {
    open(id).cancel("The customer no longer wants it");
  }

  private WorkflowHandle<OrderWorkflow> open(String id) {
    Order order = row(id);
    if (order.status().isFinal()) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT, "Order '%s' is %s".formatted(id, order.status()));
    }
    return workflows.get(id);
  }

  private Order row(String id) {
    return orders
        .findById(id)
        .orElseThrow(
            () ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "There is no order '%s'".formatted(id)));
  }
}
