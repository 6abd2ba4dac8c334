package dev.workflows.sample.checkout;

import dev.workflows.QueryMethod;
import dev.workflows.Saga;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowCancelledException;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import dev.workflows.sample.inventory.Inventory;
import dev.workflows.sample.inventory.OutOfStockException;
import dev.workflows.sample.order.Order;
import dev.workflows.sample.order.OrderBook;
import dev.workflows.sample.order.OrderStatus;
import dev.workflows.sample.payment.Payment;
import dev.workflows.sample.payment.PaymentGateway;
import dev.workflows.sample.shipping.Shipping;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The life of one order: reserve, wait for the payment, charge, ship. If the process dies, another
 * one executes this code again from its beginning; every call that was recorded returns at once
 * what it returned before, and the order goes on where it stood.
 *
 * <p>So this class must not look at the world by itself. It reaches everything outside through
 * activities, and time through {@link WorkflowContext}. It does not log either, since it would log
 * again each time: the activities do.
 */
@Workflow("order")
public class OrderWorkflow {

  private final Inventory inventory;
  private final PaymentGateway payments;
  private final Shipping shipping;
  private final OrderBook orderBook;
  private final WorkflowContext workflow;

  // There is one instance per run, so plain fields are the run's state.
  private OrderStatus status = OrderStatus.NEW;
  private @Nullable Payment payment;

  OrderWorkflow(
      Inventory inventory,
      PaymentGateway payments,
      Shipping shipping,
      OrderBook orderBook,
      WorkflowContext workflow) {
    this.inventory = inventory;
    this.payments = payments;
    this.shipping = shipping;
    this.orderBook = orderBook;
    this.workflow = workflow;
  }

  /**
   * Fulfils an order.
   *
   * @param paymentTimeout an argument and not a setting read here, so that a restart with another
   *     value does not change orders that have begun
   */
  @WorkflowMethod
  public OrderStatus process(Order order, Duration paymentTimeout) {
    Saga saga = workflow.saga();
    try {
      return fulfil(order, paymentTimeout, saga);
    } catch (OutOfStockException e) {
      return close(order, OrderStatus.REJECTED);
    } catch (WorkflowCancelledException e) {
      abandon(order, saga);
      throw e; // which is what ends the run as CANCELLED instead of COMPLETED
    }
  }

  /** Fulfils it; the saga learns how each step is undone. */
  private OrderStatus fulfil(Order order, Duration paymentTimeout, Saga saga) {
    status = OrderStatus.RESERVING;
    inventory.reserve(order.id(), order.lines());
    saga.add(() -> inventory.release(order.id(), order.lines()));

    status = OrderStatus.AWAITING_PAYMENT;
    workflow.await("payment", paymentTimeout, () -> payment != null);
    Payment paid = payment;
    if (paid == null) {
      return abandon(order, saga);
    }

    // A cancellation would end the wait for the charge, not the charge. It has to wait, so that we
    // know whether there is something to refund.
    status = OrderStatus.CHARGING;
    workflow.nonCancellable(
        () -> {
          String charge = payments.charge(order.id(), paid);
          saga.add(() -> payments.refund(order.id(), charge));
        });

    status = OrderStatus.SHIPPING;
    shipping.ship(order.id());
    return close(order, OrderStatus.COMPLETED);
  }

  /** Undoes what was done, last step first. A cancellation does not interrupt that. */
  private OrderStatus abandon(Order order, Saga saga) {
    saga.compensate();
    return close(order, OrderStatus.CANCELLED);
  }

  /** What is decided is written, also if a cancellation arrives at this moment. */
  private OrderStatus close(Order order, OrderStatus outcome) {
    workflow.nonCancellable(() -> orderBook.close(order.id(), outcome));
    status = outcome;
    return outcome;
  }

  /** The customer has paid. May come at any time, even before anyone waits for it. */
  @SignalMethod
  public void paid(Payment newPayment) {
    this.payment = newPayment;
  }

  /** Where the order is now. */
  @QueryMethod
  public OrderStatus status() {
    return status;
  }
}
