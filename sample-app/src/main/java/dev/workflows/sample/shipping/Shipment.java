package dev.workflows.sample.shipping;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A parcel on its way; at most one per order.
 *
 * @param id made by the database, {@code null} before
 * @param address where to; {@code null} for the customer's own
 */
@Table("shipments")
public record Shipment(
    @Id @Nullable Long id, String orderId, String trackingNumber, @Nullable String address) {}
