package dev.workflows.autoconfigure.host;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.orm.jpa.SharedEntityManagerCreator;

final class JpaBookingTable implements BookingTable {

  private final EntityManager entities;

  JpaBookingTable(EntityManagerFactory factory) {
    this.entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
  }

  /** Nothing is written before the session is flushed. */
  @Override
  public void insert(String id) {
    entities.persist(new Booking(id));
  }

  @Override
  public long count(String id) {
    return entities
        .createQuery("select count(b) from Booking b where b.id = :id", Long.class)
        .setParameter("id", id)
        .getSingleResult();
  }
}
