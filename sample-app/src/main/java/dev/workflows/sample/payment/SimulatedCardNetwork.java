package dev.workflows.sample.payment;

import java.math.BigDecimal;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stands for the service elsewhere. Its books are a table of this database for convenience, but
 * always written in a transaction of their own: as with the real thing, nothing here is undone when
 * the caller crashes.
 */
@Component
@Transactional(propagation = Propagation.REQUIRES_NEW)
class SimulatedCardNetwork implements CardNetwork {

  private final ChargeRepository charges;
  private final JdbcAggregateOperations aggregates;

  SimulatedCardNetwork(ChargeRepository charges, JdbcAggregateOperations aggregates) {
    this.charges = charges;
    this.aggregates = aggregates;
  }

  @Override
  public void charge(String idempotencyKey, String orderId, BigDecimal amount) {
    if (!charges.countRequest(idempotencyKey)) {
      // Of two first requests at the same time one fails on the primary key and is retried.
      aggregates.insert(new Charge(idempotencyKey, orderId, amount, 1, false));
    }
  }

  @Override
  public void refund(String idempotencyKey) {
    charges.markRefunded(idempotencyKey);
  }
}
