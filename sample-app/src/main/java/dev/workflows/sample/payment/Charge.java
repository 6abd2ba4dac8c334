package dev.workflows.sample.payment;

import java.math.BigDecimal;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A charge in the books of the simulated card network.
 *
 * @param requests how often it was asked for: more than once if a crash made us ask again
 */
@Table("card_charges")
record Charge(
    @Id String idempotencyKey, String orderId, BigDecimal amount, int requests, boolean refunded) {}
