package dev.workflows.sample.subscription;

import dev.workflows.sample.order.Order;
import dev.workflows.sample.order.OrderLine;
import dev.workflows.sample.order.OrderStatus;
import dev.workflows.sample.payment.Payment;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * What a subscriber gets every month, and how it is paid.
 *
 * @param length how long a month is
 */
public record Subscription(
    String id,
    String customer,
    List<OrderLine> lines,
    BigDecimal amount,
    String method,
    Duration length) {

  /** The order of a month. */
  Order order(int month) {
    return new Order(id + "-" + month, customer, lines, amount, OrderStatus.NEW);
  }

  /** The same every month. */
  Payment payment() {
    return new Payment(amount, method);
  }
}
