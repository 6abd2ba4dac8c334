package dev.workflows.sample.order;

import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/** The table {@code orders}. */
public interface OrderRepository extends Repository<Order, String> {

  /** The order with its lines. */
  Optional<Order> findById(String id);

  /** Changes the status and nothing else. */
  @Modifying
  @Query("update orders set status = :status where id = :id")
  void setStatus(String id, OrderStatus status);
}
