package dev.workflows.guide.order;

import dev.workflows.Activity;
import dev.workflows.Retry;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

// tag::activities
@Component
public class Inventory {

  private final Stock stock;

  Inventory(Stock stock) {
    this.stock = stock;
  }

  @Activity(retry = @Retry(maxAttempts = 5, notOn = OutOfStock.class), timeout = "30s")
  @Transactional
  public void reserve(String orderId, List<Order.Line> lines) {
    for (Order.Line line : lines) {
      if (!stock.take(line.sku(), line.quantity())) {
        throw new OutOfStock("Not enough of " + line.sku() + " for order " + orderId);
      }
    }
  }

  @Activity(retry = @Retry(maxAttempts = Retry.UNLIMITED))
  @Transactional
  public void release(String orderId, List<Order.Line> lines) {
    lines.forEach(line -> stock.putBack(line.sku(), line.quantity()));
  }
}
// end::activities
