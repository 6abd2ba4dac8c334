package dev.workflows.sample.order;

import java.math.BigDecimal;
import java.util.List;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.MappedCollection;
import org.springframework.data.relational.core.mapping.Table;

/**
 * An order, as a row and as the input of its workflow: a record of plain values is both.
 *
 * @param status in the row {@code NEW} until the order has ended; what it is doing meanwhile is
 *     known to its workflow alone
 */
@Table("orders")
public record Order(
    @Id String id,
    String customer,
    @MappedCollection(idColumn = "order_id", keyColumn = "position") List<OrderLine> lines,
    BigDecimal amount,
    OrderStatus status) {

  /** The same order in another status. */
  public Order withStatus(OrderStatus newStatus) {
    return new Order(id, customer, lines, amount, newStatus);
  }
}
