package dev.workflows.sample.payment;

import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/** The books of the simulated card network. */
interface ChargeRepository extends Repository<Charge, String> {

  /** Counts a repeated request; {@code false} if there was none with this key. */
  @Modifying
  @Query(
      """
      update card_charges set requests = requests + 1
       where idempotency_key = :idempotencyKey""")
  boolean countRequest(String idempotencyKey);

  /** Marks a charge as given back. */
  @Modifying
  @Query("update card_charges set refunded = true where idempotency_key = :idempotencyKey")
  void markRefunded(String idempotencyKey);
}
