package dev.workflows.sample.order;

import dev.workflows.Activity;
import dev.workflows.Retry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes down how orders ended, for everyone who reads the table without asking the workflow. */
@Component
public class OrderBook {

  private static final Logger log = LoggerFactory.getLogger(OrderBook.class);

  private final OrderRepository orders;

  /** Writes to this table. */
  public OrderBook(OrderRepository orders) {
    this.orders = orders;
  }

  /** Closes an order. */
  @Activity(retry = @Retry(maxAttempts = Retry.UNLIMITED))
  @Transactional
  public void close(String orderId, OrderStatus outcome) {
    orders.setStatus(orderId, outcome);
    log.info("Closing order {} as {}", orderId, outcome);
  }
}
