package dev.workflows.sample.payment;

import java.math.BigDecimal;

/** A service elsewhere that moves money and recognises repeated requests by their key. */
public interface CardNetwork {

  /** Charges once per key, however often it is asked. */
  void charge(String idempotencyKey, String orderId, BigDecimal amount);

  /** Gives back what was charged under this key; asking again changes nothing. */
  void refund(String idempotencyKey);
}
