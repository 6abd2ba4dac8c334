package dev.workflows.sample.payment;

import dev.workflows.sample.Delay;
import dev.workflows.sample.ShopProperties;
import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stands for the service elsewhere. Its books are a table of this database for convenience, but
 * always written in a transaction of their own: as with the real thing, nothing here is undone when
 * the caller crashes, and the answer may come late or never.
 */
@Component
class SimulatedCardNetwork implements CardNetwork {

  private final ChargeRepository charges;
  private final JdbcAggregateOperations aggregates;
  private final TransactionTemplate books;
  private final Duration delay;

  SimulatedCardNetwork(
      ChargeRepository charges,
      JdbcAggregateOperations aggregates,
      PlatformTransactionManager transactionManager,
      ShopProperties properties) {
    this.charges = charges;
    this.aggregates = aggregates;
    this.books = new TransactionTemplate(transactionManager);
    this.books.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.delay = properties.cardNetworkDelay();
  }

  @Override
  public void charge(String idempotencyKey, String orderId, BigDecimal amount) {
    books.executeWithoutResult(
        transaction -> {
          if (!charges.countRequest(idempotencyKey)) {
            // Of two first requests at the same time one fails on the primary key and is retried.
            aggregates.insert(new Charge(idempotencyKey, orderId, amount, 1, false));
          }
        });
    Delay.of(delay);
  }

  @Override
  public void refund(String idempotencyKey) {
    books.executeWithoutResult(transaction -> charges.markRefunded(idempotencyKey));
  }
}
