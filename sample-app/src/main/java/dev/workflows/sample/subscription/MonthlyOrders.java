package dev.workflows.sample.subscription;

import dev.workflows.Activity;
import dev.workflows.Retry;
import dev.workflows.sample.checkout.Checkout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Places the orders of subscribers. The order's row, its run, its payment and the record that all
 * this was done are one commit: no month is ordered twice or forgotten.
 */
@Component
public class MonthlyOrders {

  private static final Logger log = LoggerFactory.getLogger(MonthlyOrders.class);

  private final Checkout checkout;

  /** Places them here. */
  public MonthlyOrders(Checkout checkout) {
    this.checkout = checkout;
  }

  /** Places and pays the order of a month. */
  @Activity(retry = @Retry(maxAttempts = Retry.UNLIMITED, notOn = DuplicateKeyException.class))
  @Transactional
  public void place(Subscription subscription, int month) {
    checkout.placePaid(subscription.order(month), subscription.payment());
    log.info("Ordering month {} of subscription {}", month, subscription.id());
  }
}
