package dev.workflows.sample.shipping;

import dev.workflows.Activity;
import dev.workflows.Retry;
import dev.workflows.sample.Delay;
import dev.workflows.sample.ShopProperties;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Hands parcels to the carrier. */
@Component
public class Shipping {

  private static final Logger log = LoggerFactory.getLogger(Shipping.class);

  private final ShipmentRepository shipments;
  private final Duration carrierDelay;

  /** Writes shipments here. */
  public Shipping(ShipmentRepository shipments, ShopProperties properties) {
    this.shipments = shipments;
    this.carrierDelay = properties.carrierDelay();
  }

  /**
   * Ships an order. An activity may wait, draw random numbers and do whatever else a workflow may
   * not: only its result is recorded.
   *
   * @param address where to; {@code null} for the customer's own
   * @return the tracking number
   */
  @Activity(retry = @Retry(maxAttempts = Retry.UNLIMITED))
  @Transactional
  public String ship(String orderId, @Nullable String address) {
    Delay.of(carrierDelay);
    String number = "P-" + UUID.randomUUID();
    Shipment shipment = shipments.save(new Shipment(null, orderId, number, address));
    log.info("Shipping order {} as {}", orderId, shipment.trackingNumber());
    return shipment.trackingNumber();
  }
}
