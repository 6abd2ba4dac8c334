package dev.workflows.guide.order;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How much there is of each article. */
@Repository
class Stock {

  private final JdbcClient jdbc;

  Stock(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean take(String sku, int quantity) {
    return jdbc.sql("update stock set quantity = quantity - ? where sku = ? and quantity >= ?")
            .params(quantity, sku, quantity)
            .update()
        == 1;
  }

  void putBack(String sku, int quantity) {
    jdbc.sql("update stock set quantity = quantity + ? where sku = ?")
        .params(quantity, sku)
        .update();
  }
}
