package dev.workflows.sample.inventory;

import static java.util.Comparator.comparing;

import dev.workflows.Activity;
import dev.workflows.Retry;
import dev.workflows.sample.order.OrderLine;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes from stock and puts back. {@code @Transactional} makes each call happen exactly once: the
 * rows it writes and the record that it was done are one commit, so no crash can separate them and
 * no key against repetition is needed. What it logs it says of the attempt ("reserving"), since the
 * transaction can still be rolled back.
 */
@Component
public class Inventory {

  private static final Logger log = LoggerFactory.getLogger(Inventory.class);

  private final StockRepository stock;

  /** Works on this stock. */
  public Inventory(StockRepository stock) {
    this.stock = stock;
  }

  /**
   * Takes all lines from stock, or none.
   *
   * @throws OutOfStockException in the workflow too, as itself, because {@code notOn} names it
   */
  @Activity(retry = @Retry(maxAttempts = Retry.UNLIMITED, notOn = OutOfStockException.class))
  @Transactional
  public void reserve(String orderId, List<OrderLine> lines) {
    for (OrderLine line : inLockOrder(lines)) {
      if (!stock.take(line.sku(), line.quantity())) {
        throw new OutOfStockException("Less than %d of %s".formatted(line.quantity(), line.sku()));
      }
    }
    log.info("Reserving {} for order {}", lines, orderId);
  }

  /** Puts back what was reserved. */
  @Activity(retry = @Retry(maxAttempts = Retry.UNLIMITED))
  @Transactional
  public void release(String orderId, List<OrderLine> lines) {
    for (OrderLine line : inLockOrder(lines)) {
      stock.putBack(line.sku(), line.quantity());
    }
    log.info("Releasing {} of order {}", lines, orderId);
  }

  /** Two orders of the same articles never wait for each other's second row. */
  private static List<OrderLine> inLockOrder(List<OrderLine> lines) {
    return lines.stream().sorted(comparing(OrderLine::sku)).toList();
  }
}
