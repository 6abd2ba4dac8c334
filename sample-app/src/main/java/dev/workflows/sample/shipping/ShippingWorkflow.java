package dev.workflows.sample.shipping;

import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * The way of one parcel. The order calls it, but it is a run of its own: it can be looked at and
 * called off by itself, and would have room for what a real carrier does for days.
 */
@Workflow("shipping")
public class ShippingWorkflow {

  private final Shipping shipping;

  /** Made for each run, not by Spring's context. */
  public ShippingWorkflow(Shipping shipping) {
    this.shipping = shipping;
  }

  /**
   * Ships an order. If it is called off while the carrier is asked, either of both is first: the
   * parcel is gone and this returns, or nothing has been shipped and it ends as CANCELLED.
   *
   * @param address where to; {@code null} for the customer's own
   * @return the tracking number
   */
  @WorkflowMethod
  public String ship(String orderId, @Nullable String address) {
    return shipping.ship(orderId, address);
  }
}
