package dev.workflows.sample.checkout;

import dev.workflows.ChildHandle;
import dev.workflows.ChildWorkflowFailedException;
import dev.workflows.QueryMethod;
import dev.workflows.Saga;
import dev.workflows.SignalMethod;
import dev.workflows.UpdateMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowCancelledException;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import dev.workflows.WorkflowStatus;
import dev.workflows.sample.inventory.Inventory;
import dev.workflows.sample.inventory.OutOfStockException;
import dev.workflows.sample.order.Order;
import dev.workflows.sample.order.OrderBook;
import dev.workflows.sample.order.OrderStatus;
import dev.workflows.sample.payment.Payment;
import dev.workflows.sample.payment.PaymentGateway;
import dev.workflows.sample.shipping.ShippingWorkflow;
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
  private final OrderBook orderBook;
  private final WorkflowContext workflow;

  // There is one instance per run, so plain fields are the run's state.
  private OrderStatus status = OrderStatus.NEW;
  private @Nullable Payment payment;
  private @Nullable String address;

  OrderWorkflow(
      Inventory inventory, PaymentGateway payments, OrderBook orderBook, WorkflowContext workflow) {
    this.inventory = inventory;
    this.payments = payments;
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
    return isShipped(order) ? close(order, OrderStatus.COMPLETED) : abandon(order, saga);
  }

  /** Ships it by a run of its own, whose id need not be known: customers choose those of orders. */
  private boolean isShipped(Order order) {
    ChildHandle<String> parcel =
        workflow.child(ShippingWorkflow.class).start(child -> child.ship(order.id(), address));
    try {
      return isGone(parcel);
    } catch (WorkflowCancelledException e) {
      // Whether the parcel is gone decides what is to be undone, so its run is asked and awaited.
      parcel.cancel("The order is cancelled");
      workflow.nonCancellable(
          () -> {
            if (!isGone(parcel)) {
              throw e;
            }
          });
      return true;
    }
  }

  /** Whether the carrier has it; not if its run was called off in time. */
  private static boolean isGone(ChildHandle<String> parcel) {
    try {
      parcel.get();
      return true;
    } catch (ChildWorkflowFailedException e) {
      if (e.status() != WorkflowStatus.CANCELLED) {
        throw e; // people have to look where the parcel is
      }
      return false;
    }
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

  /**
   * Sends the parcel elsewhere. Unlike a signal it is answered, also by a no.
   *
   * @return where it goes now
   */
  @UpdateMethod(validator = "isNotShipped")
  public String changeAddress(String newAddress) {
    this.address = newAddress;
    return newAddress;
  }

  /** Refuses once the parcel is on its way; what is refused leaves nothing behind. */
  void isNotShipped(String newAddress) {
    if (status == OrderStatus.SHIPPING || status.isFinal()) {
      throw new IllegalStateException("Too late for another address: the order is " + status);
    }
  }

  /** Where the order is now. */
  @QueryMethod
  public OrderStatus status() {
    return status;
  }
}
