package dev.workflows.guide.order;

import dev.workflows.Activity;
import dev.workflows.ActivityContext;
import org.springframework.stereotype.Component;

// tag::shipping
@Component
public class Shipping {

  private final Carrier carrier;
  private final ActivityContext activity;

  Shipping(Carrier carrier, ActivityContext activity) {
    this.carrier = carrier;
    this.activity = activity;
  }

  @Activity(timeout = "10s")
  public Receipt ship(Order order) {
    // the carrier recognises a repeated request by its key
    String parcel = carrier.send(activity.idempotencyKey(), order.id());
    return new Receipt(order.id(), parcel);
  }
}
// end::shipping
