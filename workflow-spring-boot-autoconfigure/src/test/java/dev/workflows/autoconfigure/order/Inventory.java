package dev.workflows.autoconfigure.order;

import dev.workflows.Activity;
import dev.workflows.autoconfigure.order.OrderApi.Line;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Its effect and its record are one transaction. */
@Component
public class Inventory {

  private final JdbcClient sql;

  Inventory(JdbcClient sql) {
    this.sql = sql;
  }

  @Activity
  @Transactional
  public void reserve(String orderId, Line line) {
    sql.sql("insert into reservation (order_id, sku, quantity) values (?, ?, ?)")
        .params(orderId, line.sku(), line.quantity())
        .update();
  }
}
