package dev.workflows.sample.inventory;

import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/** The table {@code stock}. */
public interface StockRepository extends Repository<Stock, String> {

  /** Takes from the shelf; {@code false} if there is not enough, or no such article. */
  @Modifying
  @Query(
      """
      update stock set available = available - :quantity
       where sku = :sku and available >= :quantity""")
  boolean take(String sku, int quantity);

  /** Puts back what was taken. */
  @Modifying
  @Query("update stock set available = available + :quantity where sku = :sku")
  void putBack(String sku, int quantity);
}
