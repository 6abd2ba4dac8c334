package dev.workflows.sample.shipping;

import org.springframework.data.repository.Repository;

/** The table {@code shipments}. */
public interface ShipmentRepository extends Repository<Shipment, Long> {

  /** Writes a new shipment. */
  Shipment save(Shipment shipment);
}
