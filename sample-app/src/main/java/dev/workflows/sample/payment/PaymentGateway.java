package dev.workflows.sample.payment;

import dev.workflows.Activity;
import dev.workflows.ActivityContext;
import dev.workflows.Retry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Charges cards. What happens at the card network is outside of any transaction of ours: if the
 * process dies after the call and before it is recorded, the call is made again. So every attempt
 * hands over the same idempotency key, and the network sees that it has done this already.
 */
@Component
public class PaymentGateway {

  private static final Logger log = LoggerFactory.getLogger(PaymentGateway.class);

  private final CardNetwork network;
  private final ActivityContext activity;

  /** Calls this network. */
  public PaymentGateway(CardNetwork network, ActivityContext activity) {
    this.network = network;
    this.activity = activity;
  }

  /**
   * Charges the customer. Goes on trying for as long as the network is away.
   *
   * @return what to name in a refund
   */
  @Activity(retry = @Retry(maxAttempts = Retry.UNLIMITED), timeout = "30s")
  public String charge(String orderId, Payment payment) {
    String reference = activity.idempotencyKey();
    network.charge(reference, orderId, payment.amount());
    log.info("Order {} paid {} by {}", orderId, payment.amount(), payment.method());
    return reference;
  }

  /** Gives the money of a charge back. */
  @Activity(retry = @Retry(maxAttempts = Retry.UNLIMITED), timeout = "30s")
  public void refund(String orderId, String reference) {
    network.refund(reference);
    log.info("Order {} refunded", orderId);
  }
}
